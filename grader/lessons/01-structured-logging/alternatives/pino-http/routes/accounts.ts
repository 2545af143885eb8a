import { shop } from '#shop';
import { Router } from 'express';

export const accounts = Router();

accounts.post('/', async (req, res) => {
  const { id, email, apiKey } = await shop.accounts.signUp(req.body);
  req.log.info({ accountId: id }, 'account.opened');
  res.status(201).json({ id, email, apiKey });
});
