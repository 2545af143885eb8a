import { PaymentDeclined, shop } from '#shop';
import { Router, type Request } from 'express';
import { authenticate } from '../middleware/authenticate.ts';

export const orders = Router();

orders.post('/', authenticate, async (req, res) => {
  const { cartId, payment } = req.body;
  try {
    const { id, totalCents, paymentMethod } = await shop.orders.place(res.locals.account!, { cartId, payment });
    req.log.info({ orderId: id, totalCents, paymentMethod }, 'order.placed');
    res.status(201).json({ id, totalCents });
  } catch (error) {
    if (error instanceof PaymentDeclined) req.log.info({ cartId, reason: error.reason }, 'payment.declined');
    throw error;
  }
});

orders.get('/:id', authenticate, async (req: Request<{ id: string }>, res) => {
  const { id, totalCents, items } = await shop.orders.find(res.locals.account!, req.params.id);
  res.json({ id, totalCents, items });
});
