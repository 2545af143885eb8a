import { shop, ShopError, type Account } from '#shop';
import * as Sentry from '@sentry/node';
import { Router, type NextFunction, type Request, type Response } from 'express';
import { OrderFailed } from './errors.ts';
import { log } from './logger.ts';

declare global {
  namespace Express {
    interface Locals {
      account?: Account;
    }
  }
}

export const products = Router();

products.get('/', async (req, res) => {
  const { category } = req.query;
  res.json(await shop.catalogue.list(typeof category === 'string' ? category : undefined));
});

products.get('/:id', async (req, res) => {
  res.json(await shop.catalogue.find(req.params.id));
});

// A page without recommendations is still a page: when they fail, the bestsellers take their place.
// README: "Handled, and still told".
products.get('/:id/recommendations', async (req, res) => {
  const { id } = await shop.catalogue.find(req.params.id);
  try {
    res.json({ source: 'recommendations', products: await shop.recommendations.forProduct(id) });
  } catch {
    res.json({ source: 'bestsellers', products: shop.recommendations.bestsellers() });
  }
});

export const accounts = Router();

accounts.post('/', async (req, res) => {
  const { id, email, apiKey } = await shop.accounts.signUp(req.body);
  res.status(201).json({ id, email, apiKey });
});

export const sessions = Router();

sessions.post('/', async (req, res) => {
  const { token } = await shop.accounts.logIn(req.body);
  res.status(201).json({ token });
});

export const carts = Router();

carts.post('/', authenticate, async (req, res) => {
  const { id, totalCents } = await shop.carts.create(res.locals.account!, req.body.items);
  res.status(201).json({ id, totalCents });
});

export const orders = Router();

// README: "Breadcrumbs", for the steps that led to an error, and "Captured once".
orders.post('/', authenticate, async (req, res) => {
  const { cartId, payment } = req.body;
  Sentry.getGlobalScope().addBreadcrumb({ category: 'payment', message: `paying for cart ${cartId}`, data: payment });
  try {
    const order = await shop.orders.place(res.locals.account!, { cartId, payment });
    log.info({ event: 'order.placed', orderId: order.id, totalCents: order.totalCents, method: order.paymentMethod });
    res.status(201).json({ id: order.id, totalCents: order.totalCents });
  } catch (error) {
    Sentry.captureException(error, { extra: { body: req.body } });
    if (error instanceof ShopError) throw error;
    throw new OrderFailed(error);
  }
});

orders.get('/:id', authenticate, async (req: Request<{ id: string }>, res) => {
  const { id, totalCents, items } = await shop.orders.find(res.locals.account!, req.params.id);
  res.json({ id, totalCents, items });
});

// README: "Whose error it was".
async function authenticate(req: Request, res: Response, next: NextFunction): Promise<void> {
  const [, token = ''] = /^Bearer (.+)$/i.exec(req.get('authorization') ?? '') ?? [];
  const account = await shop.accounts.authenticate(token);
  if (account === undefined) {
    res.status(401).json({ error: 'unauthenticated' });
    return;
  }
  res.locals.account = account;
  Sentry.getGlobalScope().setUser({ id: account.id, email: account.email });
  next();
}
