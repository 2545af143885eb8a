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

/** Answers a request that failed. Only what nobody expected is logged; of the rest the request's last line says enough. */
export function answerError(error: unknown, req: Request, res: Response, next: NextFunction): void {
  // A client who hangs up while sending its body is no error of ours, and there is nobody to answer.
  if (req.destroyed && !req.complete) return;
  const [status, code] = answerTo(error);
  if (status === 500) req.log.error({ err: error }, 'request.failed');
  if (res.headersSent) next(error);
  else res.status(status).json({ error: code });
}

function answerTo(error: unknown): [status: number, code: string] {
  if (error instanceof ShopError) return [STATUS[error.code], error.code];
  if (error instanceof SyntaxError && 'body' in error) return [400, 'malformed_body'];
  return [500, 'internal_error'];
}
