import type { Account, Shop } from '#shop';
import type { Request, Response } from 'express';
import { Resource } from '../resource.ts';

/** What customers mean to buy. */
export class CartResource extends Resource {
  constructor(shop: Shop) {
    super(shop);
    this.personal('post', '/carts', this.fill);
  }

  async fill(account: Account, req: Request, res: Response): Promise<void> {
    const { id, totalCents } = await this.shop.carts.create(account, req.body.items);
    res.status(201).json({ id, totalCents });
  }
}
