import { shop } from '#shop';
import { Router } from 'express';
import { identify } from '../middleware/authenticate.ts';

export const sessions = Router();

sessions.post('/', async (req, res) => {
  const { token, account } = await shop.accounts.logIn(req.body);
  identify(req, res, account);
  req.log.info('session.opened');
  res.status(201).json({ token });
});
