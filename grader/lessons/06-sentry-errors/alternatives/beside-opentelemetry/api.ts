import { shop, type Account } from '#shop';
import * as Sentry from '@sentry/node';
import { Router, type Request } from 'express';
import { Unauthenticated } from './answers.ts';
import { log } from './log.ts';
import { rememberCustomer } from './trail.ts';

/** The shop's routes, each with its whole path. */
export const api = Router();

async function customerOf(req: Request): Promise<Account> {
  const token = /^Bearer (.+)$/i.exec(req.get('authorization') ?? '')?.[1] ?? '';
  const account = await shop.accounts.authenticate(token);
  if (account === undefined) throw new Unauthenticated();
  rememberCustomer(account);
  return account;
}

api.get('/healthz', (_req, res) => void res.json({ status: 'ok' }));

api.get('/products', async ({ query: { category } }, res) => {
  res.json(await shop.catalogue.list(typeof category === 'string' ? category : undefined));
});

api.get('/products/:id', async ({ params }, res) => {
  res.json(await shop.catalogue.find(params.id));
});

api.get('/products/:id/recommendations', async ({ params }, res) => {
  const { id } = await shop.catalogue.find(params.id);
  const suggestions = await shop.recommendations.forProduct(id).then(
    (products) => ({ source: 'recommendations', products }),
    (error: unknown) => {
      Sentry.withScope((scope) => {
        scope.setLevel('warning').setContext('fallback', { product_id: id, shown: 'bestsellers' });
        Sentry.captureException(error);
      });
      return { source: 'bestsellers', products: shop.recommendations.bestsellers() };
    },
  );
  res.json(suggestions);
});

api.post('/accounts', async (req, res) => {
  const { id, email, apiKey } = await shop.accounts.signUp(req.body);
  res.status(201).json({ id, email, apiKey });
});

api.post('/sessions', async (req, res) => {
  const { token } = await shop.accounts.logIn(req.body);
  res.status(201).json({ token });
});

api.post('/carts', async (req, res) => {
  const { id, totalCents } = await shop.carts.create(await customerOf(req), req.body.items);
  res.status(201).json({ id, totalCents });
});

api.post('/orders', async (req, res) => {
  const customer = await customerOf(req);
  const { cartId, payment } = req.body;
  const { id, totalCents, paymentMethod } = await shop.orders.place(customer, { cartId, payment });
  log.info({ event: 'order.placed', orderId: id, totalCents, method: paymentMethod });
  res.status(201).json({ id, totalCents });
});

api.get('/orders/:id', async (req, res) => {
  const { id, totalCents, items } = await shop.orders.find(await customerOf(req), req.params.id);
  res.json({ id, totalCents, items });
});
