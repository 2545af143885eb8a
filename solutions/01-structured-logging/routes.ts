import { shop, type Account } from '#shop';
import { PaymentDeclined } from '#shop';
import { Router, type NextFunction, type Request, type Response } from 'express';

declare global {
  namespace Express {
    interface Locals {
      account?: Account;
    }
  }
}

export const routes = Router();

routes.get('/healthz', (_req, res) => {
  res.json({ status: 'ok' });
});

routes.get('/products', async (req, res) => {
  const { category } = req.query;
  res.json(await shop.catalogue.list(typeof category === 'string' ? category : undefined));
});

routes.get('/products/:id', async (req, res) => {
  res.json(await shop.catalogue.find(req.params.id));
});

routes.post('/accounts', async (req, res) => {
  const { id, email, apiKey } = await shop.accounts.signUp(req.body);
  res.status(201).json({ id, email, apiKey });
});

routes.post('/sessions', async (req, res) => {
  const { token, account } = await shop.accounts.logIn(req.body);
  res.locals.log = res.locals.log.child({ userId: account.id });
  res.status(201).json({ token });
});

routes.post('/carts', authenticate, async (req, res) => {
  const { id, totalCents } = await shop.carts.create(res.locals.account!, req.body.items);
  res.status(201).json({ id, totalCents });
});

routes.post('/orders', authenticate, async (req, res) => {
  const { log, account } = res.locals;
  const { cartId, payment } = req.body;
  log.debug({ event: 'payment.requested', cartId, method: payment?.method });
  try {
    const order = await shop.orders.place(account!, { cartId, payment });
    log.info({ event: 'order.placed', orderId: order.id, totalCents: order.totalCents, method: order.paymentMethod });
    res.status(201).json({ id: order.id, totalCents: order.totalCents });
  } catch (error) {
    if (error instanceof PaymentDeclined) log.info({ event: 'payment.declined', cartId, reason: error.reason });
    throw error;
  }
});

routes.get('/orders/:id', authenticate, async (req: Request<{ id: string }>, res) => {
  const { id, totalCents, items } = await shop.orders.find(res.locals.account!, req.params.id);
  res.json({ id, totalCents, items });
});

async function authenticate(req: Request, res: Response, next: NextFunction): Promise<void> {
  const [, token = ''] = /^Bearer (.+)$/i.exec(req.get('authorization') ?? '') ?? [];
  const account = await shop.accounts.authenticate(token);
  if (account === undefined) {
    res.status(401).json({ error: 'unauthenticated' });
    return;
  }
  res.locals.account = account;
  res.locals.log = res.locals.log.child({ userId: account.id });
  next();
}
