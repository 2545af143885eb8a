import type { Shop } from '#shop';
import type { Request, Response } from 'express';
import { Resource } from '../resource.ts';

/** Who is logged in. */
export class SessionResource extends Resource {
  constructor(shop: Shop) {
    super(shop);
    this.open('post', '/sessions', this.logIn);
  }

  async logIn(req: Request, res: Response): Promise<void> {
    const { token } = await this.shop.accounts.logIn(req.body);
    res.status(201).json({ token });
  }
}
