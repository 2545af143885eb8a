import { shop, type Payment } from '#shop';
import { trace } from '@opentelemetry/api';
import { log } from './logger.ts';
import { ask, serve } from './service.ts';

const payments = process.env.PAYMENTS_URL ?? 'http://127.0.0.1:3002';

const tracer = trace.getTracer('shop');

serve((app) => {
  app.get('/products', async (req, res) => {
    const { category } = req.query;
    res.json(await shop.catalogue.list(typeof category === 'string' ? category : undefined));
  });

  app.get('/products/:id', async (req, res) => {
    res.json(await shop.catalogue.find(req.params.id));
  });

  app.post('/orders', async (req, res) => {
    const { reference, items, payment } = req.body as { reference: string; items: never; payment: Payment };
    const span = tracer.startSpan('order', { attributes: { reference, 'card.number': payment.card?.number ?? '' } });
    const quote = await shop.checkout.quote(items);
    await shop.checkout.checkInventory(quote.items);
    const { id } = (await ask(`${payments}/charges`, {
      body: { reference, amountCents: quote.totalCents, payment },
    })) as { id: string };
    const order = await shop.checkout.record(quote, { id, method: payment.method });
    span.end();
    log.info({ event: 'order.placed', orderId: order.id, totalCents: order.totalCents });
    shop.confirmations.enqueue({ orderId: order.id });
    res.status(201).json({ id: order.id, totalCents: order.totalCents, paymentId: id });
  });

  app.get('/orders/:id', async (req, res) => {
    const { id, totalCents, items } = await shop.checkout.find(req.params.id);
    res.json({ id, totalCents, items });
  });
});

shop.confirmations.work(async ({ orderId }) => {
  await tracer.startActiveSpan('confirmation', async (span) => {
    await shop.confirmations.send(orderId);
    log.info({ event: 'confirmation.sent', orderId });
    span.end();
  });
});
