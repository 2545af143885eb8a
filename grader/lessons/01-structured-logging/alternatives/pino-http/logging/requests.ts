import { randomUUID } from 'node:crypto';
import type { NextFunction, Request, Response } from 'express';
import type { Level } from 'pino';
import { pinoHttp } from 'pino-http';
import { log } from './logger.ts';
import { pathOf } from './serializers.ts';

declare global {
  namespace Express {
    interface Locals {
      arrivedAt: number;
    }
  }
}

const REQUEST_ID = /^[A-Za-z0-9_.-]{1,128}$/;
const TRACEPARENT = /^[0-9a-f]{2}-(?<traceId>[0-9a-f]{32})-[0-9a-f]{16}-[0-9a-f]{2}$/;

const http = pinoHttp<Request, Response>({
  logger: log,
  wrapSerializers: false, // or pino-http's own serializers would replace the logger's, that for `err` included
  genReqId: giveId,
  customProps: (req) => ({ traceId: TRACEPARENT.exec(req.get('traceparent') ?? '')?.groups?.traceId }),
  customLogLevel: levelOf,
  customReceivedMessage: () => 'request.started',
  customSuccessMessage: () => 'request.completed',
  customErrorMessage: () => 'request.completed',
  customSuccessObject: describeEnd,
  customErrorObject: describeEnd,
});

/** Logs when a request begins and when it ends, and gives it its id and `req.log`. */
export const requestLog = [noteArrival, http];

function noteArrival(_req: Request, res: Response, next: NextFunction): void {
  res.locals.arrivedAt = performance.now();
  next();
}

function giveId(req: Request, res: Response): string {
  const inbound = req.get('x-request-id') ?? '';
  const id = REQUEST_ID.test(inbound) ? inbound : randomUUID();
  res.set('X-Request-ID', id);
  return id;
}

function levelOf(req: Request, res: Response): Level {
  if (res.statusCode >= 500) return 'error';
  if (pathOf(req) === '/healthz') return 'debug';
  return res.statusCode >= 400 ? 'warn' : 'info';
}

// The user is looked up here because pino-http writes this line with the logger from the request's beginning.
function describeEnd(_req: Request, res: Response): object {
  const { account, arrivedAt } = res.locals;
  const outcome = res.writableFinished ? { status: res.statusCode } : { aborted: true };
  return { userId: account?.id, ...outcome, durationMs: performance.now() - arrivedAt };
}
