import { shop } from '#shop';
import { carts as created } from '../telemetry/business.ts';
import { as } from '../telemetry/http.ts';
import { accountOf, authenticated } from './authenticated.ts';

export const carts = authenticated();

carts.post('/', as('/carts'), async (req, res) => {
  const { id, totalCents } = await shop.carts.create(accountOf(res), req.body.items);
  created.inc();
  res.status(201).json({ id, totalCents });
});
