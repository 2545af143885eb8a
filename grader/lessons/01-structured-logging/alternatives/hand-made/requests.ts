import { randomUUID } from 'node:crypto';
import { ShopError, type ShopErrorCode } from '#shop';
import type { NextFunction, Request, Response } from 'express';
import { describe, log, type Context, type Level } from './logger.ts';

declare global {
  namespace Express {
    interface Locals {
      context: Context;
    }
  }
}

const STATUS: Record<ShopErrorCode, number> = {
  unknown_category: 400,
  invalid_request: 400,
  invalid_credentials: 401,
  payment_declined: 402,
  product_not_found: 404,
  cart_not_found: 404,
  order_not_found: 404,
  email_taken: 409,
  out_of_stock: 409,
  payment_unavailable: 503,
};

const REQUEST_ID = /^[\w.-]{1,128}$/;
// All zeros, and version ff, are invalid by the standard.
const TRACEPARENT = /^(?!ff)[\da-f]{2}-(?!0{32})([\da-f]{32})-[\da-f]{16}-[\da-f]{2}$/;

const inFlight = new Set<Response>();

/** Tells when a request begins and how it ends, and gives it its ids. Has to come before anything that can fail. */
export function requestLog(req: Request, res: Response, next: NextFunction): void {
  const since = performance.now();
  const { method } = req;
  const path = req.url.replace(/[?#].*$/s, ''); // a query may hold a token
  const quiet = path === '/healthz';
  const context = contextOf(req);
  res.locals.context = context;
  res.set('X-Request-ID', context.request.id);
  inFlight.add(res);

  log(quiet ? 'debug' : 'info', 'request.started', { ...context, http: { request: { method } }, url: { path } });
  res.once('close', () => {
    inFlight.delete(res);
    const ending = { ...context, url: { path }, durationMs: performance.now() - since };
    if (res.writableFinished) {
      const http = { request: { method }, response: { status_code: res.statusCode } };
      log(quiet ? 'debug' : levelOf(res.statusCode), 'request.completed', { ...ending, http });
    } else {
      // No status: none was ever sent.
      log(quiet ? 'debug' : 'warn', 'request.aborted', { ...ending, http: { request: { method } } });
    }
  });
  next();
}

/** Answers a request that failed. Of the shop's own refusals the status, on the last line, says enough. */
export function answerError(error: unknown, _req: Request, res: Response, _next: NextFunction): void {
  if (error instanceof ShopError) {
    res.status(STATUS[error.code]).json({ error: error.code });
  } else if (error instanceof SyntaxError && 'body' in error) {
    // Not logged: the message quotes the body, in which there may be a password.
    res.status(400).json({ error: 'malformed_body' });
  } else if (error instanceof Error && 'type' in error && error.type === 'request.aborted') {
    // The client left before its body had come: nothing broke, and nobody is there to be answered.
    res.destroy();
  } else {
    log('error', 'request.failed', { ...res.locals.context, err: describe(error) });
    if (res.headersSent) res.destroy();
    else res.status(500).json({ error: 'internal_error' });
  }
}

/** Has every connection that is busy now closed once its answer is sent, where it would wait for another request. */
export function closeConnectionsAfterAnswers(): void {
  for (const res of inFlight) if (!res.headersSent) res.set('Connection', 'close');
}

function contextOf(req: Request): Context {
  const id = req.get('x-request-id') ?? '';
  const traceId = TRACEPARENT.exec(req.get('traceparent') ?? '')?.[1];
  return {
    request: { id: REQUEST_ID.test(id) ? id : randomUUID() },
    ...(traceId !== undefined && { trace: { id: traceId } }),
  };
}

function levelOf(status: number): Level {
  if (status >= 500) return 'error';
  return status >= 400 ? 'warn' : 'info';
}
