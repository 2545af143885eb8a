import type { Account, Shop } from '#shop';
import type { Request, Response } from 'express';
import { log } from '../../logger.ts';
import { Resource } from '../resource.ts';

/** What customers have bought. */
export class OrderResource extends Resource {
  constructor(shop: Shop) {
    super(shop);
    this.personal('post', '/orders', this.place);
    this.personal('get', '/orders/:orderId', this.show);
  }

  async place(account: Account, req: Request, res: Response): Promise<void> {
    const { cartId, payment } = req.body;
    const { id, totalCents, paymentMethod } = await this.shop.orders.place(account, { cartId, payment });
    log.info({ event: 'order.placed', orderId: id, totalCents, method: paymentMethod });
    res.status(201).json({ id, totalCents });
  }

  async show(account: Account, req: Request<Record<string, string>>, res: Response): Promise<void> {
    const { id, totalCents, items } = await this.shop.orders.find(account, req.params['orderId'] ?? '');
    res.json({ id, totalCents, items });
  }
}
