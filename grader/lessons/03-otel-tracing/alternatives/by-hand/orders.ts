import { shop, type CartItem, type Payment, type Quote } from '#shop';
import { allConfirmed, confirmLater } from './confirmations.ts';
import { log } from './logger.ts';
import { ask, serve } from './service.ts';
import { traceQuery } from './tracing/queries.ts';
import { inSpan } from './tracing/step.ts';

const payments = process.env.PAYMENTS_URL ?? 'http://127.0.0.1:3002';

shop.database.use(traceQuery);

serve((app) => {
  app.get('/products', async (req, res) => {
    const { category } = req.query;
    res.json(await shop.catalogue.list(typeof category === 'string' ? category : undefined));
  });

  app.get('/products/:id', async (req, res) => {
    res.json(await shop.catalogue.find(req.params.id));
  });

  app.post('/orders', async (req, res) => {
    const { reference, items, payment } = req.body as { reference: string; items: CartItem[]; payment: Payment };
    const quote = await validate(items);
    await inSpan('check_inventory', { attributes: { 'order.item_count': quote.itemCount } }, () =>
      shop.checkout.checkInventory(quote.items),
    );
    const paymentId = await pay(reference, quote, payment);
    const order = await shop.checkout.record(quote, { id: paymentId, method: payment.method });
    log.info({ event: 'order.placed', orderId: order.id, totalCents: order.totalCents });
    await confirmLater(order.id);
    res.status(201).json({ id: order.id, totalCents: order.totalCents, paymentId });
  });

  app.get('/orders/:id', async (req, res) => {
    const { id, totalCents, items } = await shop.checkout.find(req.params.id);
    res.json({ id, totalCents, items });
  });
}, allConfirmed);

async function validate(items: CartItem[]): Promise<Quote> {
  return await inSpan('validate_order', {}, async (span) => {
    const quote = await shop.checkout.quote(items);
    span.setAttributes({ 'order.item_count': quote.itemCount, 'order.total': quote.totalCents / 100 });
    return quote;
  });
}

async function pay(reference: string, { totalCents }: Quote, payment: Payment): Promise<string> {
  const attributes = { 'payment.method': payment?.method, 'order.total': totalCents / 100 };
  return await inSpan('process_payment', { attributes }, async (span) => {
    const { id } = (await ask(payments, '/charges', {
      body: { reference, amountCents: totalCents, payment },
    })) as { id: string };
    span.setAttribute('payment.id', id);
    return id;
  });
}
