import type { Shop } from '#shop';
import express, { type Express } from 'express';
import { answerProblem } from './answer-problem.ts';
import { AccountResource } from './resources/accounts.ts';
import { CartResource } from './resources/carts.ts';
import { OrderResource } from './resources/orders.ts';
import { ProductResource } from './resources/products.ts';
import { SessionResource } from './resources/sessions.ts';

const RESOURCES = [ProductResource, AccountResource, SessionResource, CartResource, OrderResource];

/** Puts the shop behind HTTP. */
export function createApp(shop: Shop): Express {
  const app = express();
  app.disable('x-powered-by');
  app.use(express.json());
  app.get('/healthz', (_req, res) => void res.json({ status: 'ok' }));
  for (const Resource of RESOURCES) app.use(new Resource(shop).router);
  app.use(answerProblem);
  return app;
}
