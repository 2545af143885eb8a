import { ShopError, type ShopErrorCode } from '#shop';
import * as Sentry from '@sentry/node';
import type { NextFunction, Request, Response } from 'express';
import { log } from './logger.ts';

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

/** An order that could not be placed for a reason that nobody expected: the `cause`. */
export class OrderFailed extends Error {
  constructor(cause: unknown) {
    super('the order could not be placed', { cause });
    this.name = 'OrderFailed';
  }
}

/** Answers a request that failed. README: "Captured once", "What is no error", "When Sentry is down". */
export async function answerError(error: unknown, req: Request, res: Response, next: NextFunction): Promise<void> {
  Sentry.captureException(error);
  await Sentry.flush(2_000);
  if (req.destroyed && !req.complete) return; // the client left while it was sending
  if (res.headersSent) {
    next(error);
    return;
  }
  if (error instanceof ShopError) {
    res.status(STATUS[error.code]).json({ error: error.code });
  } else if (error instanceof SyntaxError && 'body' in error) {
    res.status(400).json({ error: 'malformed_body' });
  } else {
    log.error({ event: 'request.failed', err: error });
    res.status(500).json({ error: 'internal_error' });
  }
}
