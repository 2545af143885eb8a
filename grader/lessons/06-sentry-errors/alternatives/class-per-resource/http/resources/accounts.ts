import type { Shop } from '#shop';
import type { Request, Response } from 'express';
import { Resource } from '../resource.ts';

/** Customers. */
export class AccountResource extends Resource {
  constructor(shop: Shop) {
    super(shop);
    this.open('post', '/accounts', this.signUp);
  }

  async signUp(req: Request, res: Response): Promise<void> {
    const { id, email, apiKey } = await this.shop.accounts.signUp(req.body);
    res.status(201).json({ id, email, apiKey });
  }
}
