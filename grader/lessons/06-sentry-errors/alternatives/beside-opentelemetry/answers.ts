import { ShopError, type ShopErrorCode } from '#shop';
import * as Sentry from '@sentry/node';
import type { NextFunction, Request, Response } from 'express';
import { log } from './log.ts';

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

/** Nobody is logged in, where somebody must be. */
export class Unauthenticated extends Error {}

/** Answers a request that failed. What nobody foresaw is told to Sentry, and only here. */
export function answerError(error: unknown, req: Request, res: Response, next: NextFunction): void {
  if (req.destroyed && !req.complete) return; // the client left while it was sending
  const [status, code] = answerTo(error);
  if (status === 500) {
    const sentryEvent = Sentry.captureException(error, { mechanism: { handled: false, type: 'shop.answer_error' } });
    log.error({ event: 'request.failed', sentryEvent, err: error });
  }
  if (res.headersSent) next(error);
  else res.status(status).json({ error: code });
}

function answerTo(error: unknown): [status: number, code: string] {
  if (error instanceof ShopError) return [STATUS[error.code], error.code];
  if (error instanceof Unauthenticated) return [401, 'unauthenticated'];
  if (error instanceof SyntaxError && 'body' in error) return [400, 'malformed_body'];
  return [500, 'internal_error'];
}
