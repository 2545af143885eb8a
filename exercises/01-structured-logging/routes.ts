import { PaymentDeclined, shop, type Account } from '#shop';
import { Router, type NextFunction, type Request, type Response } from 'express';
import { log } from './logger.ts';
import { current } from './request-log.ts';

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
  log.info(`signing up: ${JSON.stringify(req.body)}`);
  const { id, email, apiKey } = await shop.accounts.signUp(req.body);
  res.status(201).json({ id, email, apiKey });
});

routes.post('/sessions', async (req, res) => {
  const { token, account } = await shop.accounts.logIn(req.body);
  log.info({ account }, 'logged in');
  res.status(201).json({ token });
});

routes.post('/carts', authenticate, async (req, res) => {
  const { id, totalCents } = await shop.carts.create(res.locals.account!, req.body.items);
  res.status(201).json({ id, totalCents });
});

// README: "One event, one line" and "Levels", for what to say of an order and how loudly.
routes.post('/orders', authenticate, async (req, res) => {
  const { cartId, payment } = req.body;
  console.log('paying', cartId, payment);
  try {
    const order = await shop.orders.place(res.locals.account!, { cartId, payment });
    log.info({ ...current, level: 'info' }, `order ${order.id} placed`);
    res.status(201).json({ id: order.id, totalCents: order.totalCents });
  } catch (error) {
    if (error instanceof PaymentDeclined) log.error({ ...current, payment }, 'payment declined');
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
  current.userId = account.id;
  next();
}
