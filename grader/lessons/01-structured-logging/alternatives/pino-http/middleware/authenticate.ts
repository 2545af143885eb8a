import { shop, type Account } from '#shop';
import type { NextFunction, Request, Response } from 'express';

declare global {
  namespace Express {
    interface Locals {
      account?: Account;
    }
  }
}

/** Lets only those pass who have a session. */
export async function authenticate(req: Request, res: Response, next: NextFunction): Promise<void> {
  const [, token = ''] = /^Bearer (.+)$/i.exec(req.get('authorization') ?? '') ?? [];
  const account = await shop.accounts.authenticate(token);
  if (account === undefined) {
    res.status(401).json({ error: 'unauthenticated' });
    return;
  }
  identify(req, res, account);
  next();
}

/** From now on the request is this customer's, and its lines say so. */
export function identify(req: Request, res: Response, account: Account): void {
  res.locals.account = account;
  req.log = req.log.child({ userId: account.id });
}
