import { PaymentDeclined, shop, type Account } from '#shop';
import { Router, type NextFunction, type Request, type Response } from 'express';
import { log } from './logger.ts';
import { cartsCheckedOut, cartsCreated, orderProcessing, paymentAmount, usersCreated } from './metrics.ts';
import { rememberMount } from './request-metrics.ts';

declare global {
  namespace Express {
    interface Locals {
      account?: Account;
    }
  }
}

export const products = Router();
products.use(rememberMount);

products.get('/', async (req, res) => {
  const { category } = req.query;
  res.json(await shop.catalogue.list(typeof category === 'string' ? category : undefined));
});

products.get('/:id', async (req, res) => {
  res.json(await shop.catalogue.find(req.params.id));
});

export const accounts = Router();
accounts.use(rememberMount);

accounts.post('/', async (req, res) => {
  const { id, email, apiKey, method } = await shop.accounts.signUp(req.body);
  usersCreated.inc({ method });
  res.status(201).json({ id, email, apiKey });
});

export const sessions = Router();
sessions.use(rememberMount);

sessions.post('/', async (req, res) => {
  const { token } = await shop.accounts.logIn(req.body);
  res.status(201).json({ token });
});

export const carts = Router();
carts.use(rememberMount);

carts.post('/', authenticate, async (req, res) => {
  const { id, totalCents } = await shop.carts.create(res.locals.account!, req.body.items);
  cartsCreated.inc();
  res.status(201).json({ id, totalCents });
});

export const orders = Router();
orders.use(rememberMount);

orders.post('/', authenticate, async (req, res) => {
  const { cartId, payment } = req.body;
  const stop = orderProcessing.startTimer();
  try {
    const order = await shop.orders.place(res.locals.account!, { cartId, payment });
    const method = order.paymentMethod;
    stop({ method });
    paymentAmount.observe({ method }, order.totalCents / 100);
    cartsCheckedOut.inc();
    log.info({ event: 'order.placed', orderId: order.id, totalCents: order.totalCents, method });
    res.status(201).json({ id: order.id, totalCents: order.totalCents });
  } catch (error) {
    if (error instanceof PaymentDeclined) log.info({ event: 'payment.declined', cartId, reason: error.reason });
    throw error;
  }
});

orders.get('/:id', authenticate, async (req: Request<{ id: string }>, res) => {
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
  next();
}
