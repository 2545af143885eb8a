import { randomUUID } from 'node:crypto';
import type { NextFunction, Request, Response } from 'express';
import type { Logger } from 'pino';
import { log } from './logger.ts';

declare global {
  namespace Express {
    interface Locals {
      log: Logger;
      requestId: string;
    }
  }
}

/** Gives every request its id and its own logger, and tells of its beginning and its end. */
export function requestLog(req: Request, res: Response, next: NextFunction): void {
  const requestId = requestIdOf(req);
  const traceId = traceIdOf(req);
  res.locals.requestId = requestId;
  res.locals.log = log.child(traceId === undefined ? { requestId } : { requestId, traceId });
  res.setHeader('X-Request-ID', requestId);

  if (req.path === '/healthz') {
    next();
    return;
  }

  const { method, path } = req;
  const since = performance.now();
  res.locals.log.info({ event: 'request.started', method, path });
  res.once('close', () => {
    const aborted = !res.writableFinished;
    const level = aborted ? 'warn' : levelOf(res.statusCode);
    res.locals.log[level]({
      event: 'request.completed',
      method,
      path,
      status: res.statusCode,
      durationMs: performance.now() - since,
      ...(aborted ? { aborted } : {}),
    });
  });
  next();
}

function levelOf(status: number): 'info' | 'warn' | 'error' {
  if (status >= 500) return 'error';
  return status >= 400 ? 'warn' : 'info';
}

function requestIdOf(req: Request): string {
  const inbound = req.get('x-request-id') ?? '';
  return /^[\w.-]{1,128}$/.test(inbound) ? inbound : randomUUID();
}

function traceIdOf(req: Request): string | undefined {
  const [, traceId] = /^[\da-f]{2}-([\da-f]{32})-[\da-f]{16}-[\da-f]{2}/.exec(req.get('traceparent') ?? '') ?? [];
  return traceId;
}
