import { Router } from 'express';
import { accounts } from './accounts.ts';
import { carts } from './carts.ts';
import { orders } from './orders.ts';
import { products } from './products.ts';
import { sessions } from './sessions.ts';

export const routes = Router();

routes.get('/healthz', (_req, res) => {
  res.json({ status: 'ok' });
});

routes.use('/products', products);
routes.use('/accounts', accounts);
routes.use('/sessions', sessions);
routes.use('/carts', carts);
routes.use('/orders', orders);
