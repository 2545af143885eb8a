import { AsyncLocalStorage } from 'node:async_hooks';
import { randomUUID } from 'node:crypto';
import type { NextFunction, Request, Response } from 'express';
import { context } from './context.ts';
import { log } from './log.ts';

const REQUEST_ID = /^[\w.-]{1,128}$/;
const TRACEPARENT = /^(?!ff)[\da-f]{2}-(?!0{32})([\da-f]{32})-(?!0{16})[\da-f]{16}-[\da-f]{2}$/;

/** Opens the request's context, with the ids that came with it if they are well formed. */
export function identify(req: Request, res: Response, next: NextFunction): void {
  const offered = req.get('x-request-id') ?? '';
  const request_id = REQUEST_ID.test(offered) ? offered : randomUUID();
  const trace_id = TRACEPARENT.exec(req.get('traceparent') ?? '')?.[1];
  res.set('X-Request-ID', request_id);
  context.run({ request_id, trace_id }, next);
}

/** Logs when a request begins and when it ends. */
export function recordLife(req: Request, res: Response, next: NextFunction): void {
  const since = performance.now();
  const [path] = req.originalUrl.split('?', 1); // the query may hold secrets
  const request = { method: req.method, path };
  log.info({ event: 'request.started', ...request });

  function end(): void {
    const duration_ms = performance.now() - since;
    const ended = { event: 'request.completed', ...request, duration_ms };
    if (res.writableFinished) log[levelOf(res.statusCode)]({ ...ended, status_code: res.statusCode });
    else log.warn({ ...ended, aborted: true });
  }
  // Bound, since the close of a broken connection comes from the socket, outside the request's context.
  res.once('close', AsyncLocalStorage.bind(end));
  next();
}

function levelOf(status: number): 'info' | 'warn' | 'error' {
  if (status >= 500) return 'error';
  return status >= 400 ? 'warn' : 'info';
}
