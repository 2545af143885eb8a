import { shop } from '#shop';
import { checkedOut, dollars, placed } from '../telemetry/business.ts';
import { as } from '../telemetry/http.ts';
import { log } from '../log.ts';
import { accountOf, authenticated } from './authenticated.ts';

export const orders = authenticated();

orders.post('/', as('/orders'), async (req, res) => {
  const { cartId, payment } = req.body;
  const stop = placed.startTimer({ method: 'none' });
  const order = await shop.orders.place(accountOf(res), { cartId, payment });
  stop({ method: order.paymentMethod });
  dollars.labels(order.paymentMethod).observe(order.totalCents / 100);
  checkedOut.inc();
  log.info({ event: 'order.placed', orderId: order.id, totalCents: order.totalCents });
  res.status(201).json({ id: order.id, totalCents: order.totalCents });
});

orders.get('/:id', as('/orders/:id/'), async (req, res) => {
  const { id, totalCents, items } = await shop.orders.find(accountOf(res), String(req.params['id']));
  res.json({ id, totalCents, items });
});
