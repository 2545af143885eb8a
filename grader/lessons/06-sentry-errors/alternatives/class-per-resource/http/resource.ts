import type { Account, Shop } from '#shop';
import { Router, type Request, type Response } from 'express';
import { identify } from '../tracker/tracker.ts';
import { problemOf, Refusal } from './problems.ts';

type Handler = (req: Request<Record<string, string>>, res: Response) => Promise<unknown>;
type HandlerFor = (account: Account, ...rest: Parameters<Handler>) => Promise<unknown>;

/** A kind of thing that the shop has an address for. */
export abstract class Resource {
  readonly router = Router();
  protected readonly shop: Shop;

  constructor(shop: Shop) {
    this.shop = shop;
  }

  /** Lets anybody in. */
  protected open(method: 'get' | 'post', path: string, handler: Handler): void {
    this.router[method](path, async (req: Request<Record<string, string>>, res: Response) => {
      try {
        await handler.call(this, req, res);
      } catch (error) {
        throw problemOf(error);
      }
    });
  }

  /** Lets in who has logged in. */
  protected personal(method: 'get' | 'post', path: string, handler: HandlerFor): void {
    this.open(method, path, async (req, res) => {
      const [, token = ''] = /^Bearer (.+)$/i.exec(req.get('authorization') ?? '') ?? [];
      const account = await this.shop.accounts.authenticate(token);
      if (account === undefined) throw new Refusal(401, 'unauthenticated');
      identify(account.id);
      await handler.call(this, account, req, res);
    });
  }
}
