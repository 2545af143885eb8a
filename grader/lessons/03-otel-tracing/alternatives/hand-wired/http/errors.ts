import { ShopError, type ShopErrorCode } from '#shop';
import type { NextFunction, Request, Response } from 'express';
import { log } from '../log.ts';

const STATUS: Partial<Record<ShopErrorCode, number>> = {
  invalid_request: 400,
  payment_declined: 402,
  product_not_found: 404,
  order_not_found: 404,
  out_of_stock: 409,
  payment_unavailable: 503,
};

/** Another service said no, and what it said is passed on. */
export class Refused extends Error {
  override readonly name = 'Refused';
  readonly status: number;
  readonly body: unknown;

  constructor(status: number, body: unknown) {
    super(`refused with ${status}`);
    this.status = status;
    this.body = body;
  }
}

/** Another service did not answer at all. */
export class Unreachable extends Error {
  override readonly name = 'Unreachable';
  /** Why, as the system calls it. */
  readonly code: string;

  constructor(cause: Error) {
    super('a service did not answer', { cause });
    const reason = cause.cause instanceof Error ? cause.cause : cause;
    this.code = 'code' in reason && typeof reason.code === 'string' ? reason.code : reason.name;
  }
}

/** Answers what went wrong. What nobody expected is written down, with the request's span. */
export function answerError(error: unknown, _req: Request, res: Response, next: NextFunction): void {
  if (res.headersSent) return next(error);
  if (error instanceof Refused) res.status(error.status).json(error.body);
  else if (error instanceof ShopError) res.status(STATUS[error.code] ?? 400).json({ error: error.code });
  else if (error instanceof Unreachable) {
    log.error({ event: 'service.unreachable', err: error });
    res.status(503).json({ error: 'service_unavailable' });
  } else {
    log.error({ event: 'request.failed', err: error });
    res.status(500).json({ error: 'internal_error' });
  }
}
