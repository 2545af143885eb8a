import { shop, type Account } from '#shop';
import { Router, type Response } from 'express';

/** A router whose every route wants to know who is there. */
export function authenticated(): Router {
  const router = Router({ strict: false });
  router.use(async (req, res, next) => {
    const account = await shop.accounts.authenticate((req.headers.authorization ?? '').replace(/^bearer /i, ''));
    if (account === undefined) res.status(401).json({ error: 'unauthenticated' });
    else {
      res.locals['account'] = account;
      next();
    }
  });
  return router;
}

export const accountOf = (res: Response): Account => res.locals['account'] as Account;
