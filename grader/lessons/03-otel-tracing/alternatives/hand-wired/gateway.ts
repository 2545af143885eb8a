import { Router } from 'express';
import { ask } from './http/ask.ts';
import { serve } from './http/serve.ts';
import { log } from './log.ts';

const behind = process.env.ORDERS_URL ?? 'http://127.0.0.1:3001';

const products = Router();
products.get('/', async ({ query }, res) => void res.json(await ask(behind, '/products', { query })));
products.get('/:id', async ({ params }, res) => void res.json(await ask(behind, '/products/:id', { id: params.id })));

const orders = Router();
orders.post('/', async ({ body }, res) => {
  const order = (await ask(behind, '/orders', { body })) as { id: string };
  log.info({ event: 'order.accepted', orderId: order.id });
  res.status(201).json(order);
});
orders.get('/:id', async ({ params, query }, res) => {
  res.json(await ask(behind, '/orders/:id', { id: params.id, query }));
});

serve({ '/products': products, '/orders': orders });
