import { shop } from '#shop';
import { Router } from 'express';
import { serve } from './http/serve.ts';
import { log } from './log.ts';
import { allConfirmed, confirmLater } from './orders/confirmations.ts';
import { traceQueries } from './orders/queries.ts';
import { checkInventory, processPayment, validateOrder, type OrderRequest } from './orders/steps.ts';

traceQueries();

const products = Router();
products.get('/', async ({ query: { category } }, res) => {
  res.json(await shop.catalogue.list(typeof category === 'string' ? category : undefined));
});
products.get('/:id', async ({ params }, res) => void res.json(await shop.catalogue.find(params.id)));

const orders = Router();
orders.post('/', async (req, res) => {
  const { reference, items, payment } = req.body as OrderRequest;
  const quote = await validateOrder(items);
  await checkInventory(quote);
  const paid = await processPayment(reference, quote, payment);
  const { id, totalCents } = await shop.checkout.record(quote, { id: paid.id, method: payment.method });
  log.info({ event: 'order.placed', orderId: id, totalCents });
  confirmLater(id);
  res.status(201).json({ id, totalCents, paymentId: paid.id });
});
orders.get('/:id', async ({ params }, res) => {
  const { id, totalCents, items } = await shop.checkout.find(params.id);
  res.json({ id, totalCents, items });
});

serve({ '/products': products, '/orders': orders }, allConfirmed);
