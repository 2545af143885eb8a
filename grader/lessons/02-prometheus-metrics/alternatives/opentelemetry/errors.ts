import { ShopError } from '#shop';
import type { NextFunction, Request, Response } from 'express';
import { log } from './log.ts';

const CODES: [number, string[]][] = [
  [400, ['unknown_category', 'invalid_request']],
  [401, ['invalid_credentials']],
  [402, ['payment_declined']],
  [404, ['product_not_found', 'cart_not_found', 'order_not_found']],
  [409, ['email_taken', 'out_of_stock']],
  [503, ['payment_unavailable']],
];

export function refuse(error: unknown, _req: Request, res: Response, _next: NextFunction): void {
  if (error instanceof ShopError) {
    const [status] = CODES.find(([, codes]) => codes.includes(error.code)) ?? [400];
    res.status(status).json({ error: error.code });
    return;
  }
  if (error instanceof SyntaxError && 'body' in error) {
    res.status(400).json({ error: 'malformed_body' });
    return;
  }
  log.error({ event: 'request.failed', err: error });
  res.status(500).json({ error: 'internal_error' });
}
