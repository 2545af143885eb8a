import { shop } from '#shop';
import { Router } from 'express';
import { authenticate } from '../middleware/authenticate.ts';

export const carts = Router();

carts.post('/', authenticate, async (req, res) => {
  const { id, totalCents } = await shop.carts.create(res.locals.account!, req.body.items);
  req.log.debug({ cartId: id, totalCents }, 'cart.filled');
  res.status(201).json({ id, totalCents });
});
