import { shop, type Account } from '#shop';
import { Router, type NextFunction, type Request, type Response } from 'express';
import { log } from './log.ts';
import { amounts, carts, checkouts, orderTime, users } from './meter.ts';

/** Every route with its whole path, in one router that is mounted at the top. */
export const api = Router();

class Stranger extends Error {}

async function customerOf(req: Request): Promise<Account> {
  const token = req.get('authorization')?.replace(/^Bearer /i, '') ?? '';
  const account = await shop.accounts.authenticate(token);
  if (!account) throw new Stranger();
  return account;
}

api.get('/products', async (req, res) => {
  const category = req.query['category'];
  res.json(await shop.catalogue.list(typeof category === 'string' ? category : undefined));
});

api.get('/products/:id', async ({ params }, res) => void res.json(await shop.catalogue.find(params.id)));

api.post('/accounts', async (req, res) => {
  const account = await shop.accounts.signUp(req.body);
  users.add(1, { method: account.method });
  res.status(201).json({ id: account.id, email: account.email, apiKey: account.apiKey });
});

api.post('/sessions', async (req, res) => {
  const session = await shop.accounts.logIn(req.body);
  res.status(201).json({ token: session.token });
});

api.post('/carts', async (req, res) => {
  const cart = await shop.carts.create(await customerOf(req), req.body.items);
  carts.add(1);
  res.status(201).json({ id: cart.id, totalCents: cart.totalCents });
});

api.post('/orders', async (req, res) => {
  const customer = await customerOf(req);
  const from = performance.now();
  const order = await shop.orders.place(customer, { cartId: req.body.cartId, payment: req.body.payment });
  const method = order.paymentMethod;
  orderTime.record((performance.now() - from) / 1000, { method });
  amounts.record(order.totalCents / 100, { method });
  checkouts.add(1);
  log.info({ event: 'order.placed', orderId: order.id });
  res.status(201).json({ id: order.id, totalCents: order.totalCents });
});

api.get('/orders/:id', async (req, res) => {
  const order = await shop.orders.find(await customerOf(req), req.params.id);
  res.json({ id: order.id, totalCents: order.totalCents, items: order.items });
});

api.use((error: unknown, _req: Request, res: Response, next: NextFunction) => {
  if (error instanceof Stranger) res.status(401).json({ error: 'unauthenticated' });
  else next(error);
});
