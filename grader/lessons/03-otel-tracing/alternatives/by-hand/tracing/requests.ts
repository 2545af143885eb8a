import { context, propagation, ROOT_CONTEXT, SpanKind, trace } from '@opentelemetry/api';
import type { NextFunction, Request, Response } from 'express';
import { fail, tracer } from './step.ts';

/** A server span around each request, in the trace that came with it. */
export function traceRequests(req: Request, res: Response, next: NextFunction): void {
  const { method, path, protocol } = req;
  const attributes = { 'http.request.method': method, 'url.path': path, 'url.scheme': protocol };
  const caller = propagation.extract(ROOT_CONTEXT, req.headers);
  const span = tracer.startSpan(method, { kind: SpanKind.SERVER, attributes }, caller);

  const end = (): void => {
    res.off('finish', end).off('close', end);
    const route = (req.route as { path: string } | undefined)?.path.replaceAll(/:(\w+)/g, '{$1}');
    if (route !== undefined) span.updateName(`${method} ${route}`).setAttribute('http.route', route);
    if (res.headersSent) span.setAttribute('http.response.status_code', res.statusCode);
    if (!res.headersSent) fail(span, 'aborted');
    else if (res.statusCode >= 500) fail(span, String(res.statusCode));
    span.end();
  };
  res.on('finish', end).on('close', end);
  context.with(trace.setSpan(caller, span), next);
}
