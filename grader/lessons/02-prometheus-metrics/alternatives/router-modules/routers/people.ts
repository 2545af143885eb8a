import { shop } from '#shop';
import { Router } from 'express';
import { users } from '../telemetry/business.ts';
import { as } from '../telemetry/http.ts';

export const people = Router();

people.post('/accounts', as('/accounts'), async (req, res) => {
  const { id, email, apiKey, method } = await shop.accounts.signUp(req.body);
  users.labels(method).inc();
  res.status(201).json({ id, email, apiKey });
});

people.post('/sessions', as('/sessions'), async (req, res) => {
  res.status(201).json({ token: (await shop.accounts.logIn(req.body)).token });
});
