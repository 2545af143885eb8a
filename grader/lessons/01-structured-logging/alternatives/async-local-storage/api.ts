import { PaymentDeclined, shop, ShopError, type Account, type ShopErrorCode } from '#shop';
import { Router, type NextFunction, type Request, type Response } from 'express';
import { learn } from './context.ts';
import { log } from './log.ts';

declare global {
  namespace Express {
    interface Locals {
      account?: Account;
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

export const health = Router();

health.get('/healthz', (_req, res) => {
  res.json({ status: 'ok' });
});

export const api = Router();

api.get('/products', async (req, res) => {
  const { category } = req.query;
  res.json(await shop.catalogue.list(typeof category === 'string' ? category : undefined));
});

api.get('/products/:id', async (req, res) => {
  res.json(await shop.catalogue.find(req.params.id));
});

api.post('/accounts', async (req, res) => {
  const { id, email, apiKey } = await shop.accounts.signUp(req.body);
  learn({ user_id: id });
  log.info({ event: 'account.created' });
  res.status(201).json({ id, email, apiKey });
});

api.post('/sessions', async (req, res) => {
  const { token, account } = await shop.accounts.logIn(req.body);
  learn({ user_id: account.id });
  log.info({ event: 'session.opened' });
  res.status(201).json({ token });
});

api.post('/carts', authenticate, async (req, res) => {
  const { id, totalCents } = await shop.carts.create(res.locals.account!, req.body.items);
  res.status(201).json({ id, totalCents });
});

api.post('/orders', authenticate, async (req, res) => {
  const { cartId, payment } = req.body;
  const { id, totalCents } = await shop.orders.place(res.locals.account!, { cartId, payment });
  log.info({ event: 'order.placed', order_id: id });
  res.status(201).json({ id, totalCents });
});

api.get('/orders/:id', authenticate, async (req: Request<{ id: string }>, res) => {
  const { id, totalCents, items } = await shop.orders.find(res.locals.account!, req.params.id);
  res.json({ id, totalCents, items });
});

async function authenticate(req: Request, res: Response, next: NextFunction): Promise<void> {
  const [, token = ''] = /^Bearer (.+)$/i.exec(req.get('authorization') ?? '') ?? [];
  const account = await shop.accounts.authenticate(token);
  if (account === undefined) {
    refuse(res, 401, 'unauthenticated');
    return;
  }
  res.locals.account = account;
  learn({ user_id: account.id });
  log.debug({ event: 'session.recognised' });
  next();
}

/** Answers a request that failed. The only place that logs an unexpected error, so that each is logged once. */
export function answerFailure(error: unknown, req: Request, res: Response, _next: NextFunction): void {
  if (req.destroyed && !req.complete) return; // the customer left while sending the body: there is no one to answer
  if (error instanceof PaymentDeclined) log.info({ event: 'payment.declined', reason: error.reason });
  if (error instanceof ShopError) {
    refuse(res, STATUS[error.code], error.code);
  } else if (error instanceof SyntaxError && 'body' in error) {
    refuse(res, 400, 'malformed_body'); // the error itself is not logged: it quotes the body
  } else {
    log.error({ event: 'request.failed', err: error }, 'unexpected error');
    if (res.headersSent) res.destroy();
    else res.status(500).json({ error: 'internal_error' });
  }
}

function refuse(res: Response, status: number, code: string): void {
  learn({ error_code: code });
  res.status(status).json({ error: code });
}
