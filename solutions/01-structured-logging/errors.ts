import { ShopError, type ShopErrorCode } from '#shop';
import type { NextFunction, Request, Response } from 'express';

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

/** Answers a request that failed. Only what nobody expected is logged as an error, once, with its stack. */
export function answerError(error: unknown, req: Request, res: Response, next: NextFunction): void {
  if (req.destroyed && !req.complete) return; // the client left while it was sending: nobody to answer, nothing of ours failed
  if (res.headersSent) {
    next(error);
    return;
  }
  if (error instanceof ShopError) {
    res.status(STATUS[error.code]).json({ error: error.code });
  } else if (isMalformedBody(error)) {
    res.status(400).json({ error: 'malformed_body' });
  } else {
    const { log, requestId } = res.locals;
    log.error({ event: 'request.failed', err: error });
    res.status(500).json({ error: 'internal_error', requestId });
  }
}

// body-parser's own error: its `body` is what the client sent, passwords included, so it is not logged.
function isMalformedBody(error: unknown): boolean {
  return error instanceof SyntaxError && 'body' in error;
}
