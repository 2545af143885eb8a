import { shop, type Payment } from '#shop';
import { SpanKind } from '@opentelemetry/api';
import { log } from './logger.ts';
import { ask, serve } from './service.ts';
import { inSpan, traceHeaders } from './spans.ts';

const payments = process.env.PAYMENTS_URL ?? 'http://127.0.0.1:3002';

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
    const quote = await inSpan({ name: 'validate_order' }, async (span) => {
      const priced = await shop.checkout.quote(items);
      span.setAttributes({ 'order.item_count': priced.itemCount, 'order.total': priced.totalCents / 100 });
      return priced;
    });
    await inSpan({ name: 'check_inventory', attributes: { 'order.item_count': quote.itemCount } }, () =>
      shop.checkout.checkInventory(quote.items),
    );
    const receipt = await inSpan(
      {
        name: 'process_payment',
        attributes: { 'payment.method': payment.method, 'order.total': quote.totalCents / 100 },
      },
      async (span) => {
        const paid = await ask(`${payments}/charges`, {
          body: { reference, amountCents: quote.totalCents, payment },
        });
        const { id } = paid as { id: string };
        span.setAttribute('payment.id', id);
        return { id, method: payment.method };
      },
    );
    const order = await shop.checkout.record(quote, receipt);
    log.info({ event: 'order.placed', orderId: order.id, totalCents: order.totalCents });
    shop.confirmations.enqueue({ orderId: order.id, headers: traceHeaders() });
    res.status(201).json({ id: order.id, totalCents: order.totalCents, paymentId: receipt.id });
  });

  app.get('/orders/:id', async (req, res) => {
    const { id, totalCents, items } = await shop.checkout.find(req.params.id);
    res.json({ id, totalCents, items });
  });
});

// The worker has no request: what it belongs to came with the job.
shop.confirmations.work(({ orderId, headers = {} }) =>
  inSpan(
    { name: 'send_confirmation', kind: SpanKind.CONSUMER, attributes: { 'order.id': orderId }, from: headers },
    async () => {
      await shop.confirmations.send(orderId);
      log.info({ event: 'confirmation.sent', orderId });
    },
  ),
);
