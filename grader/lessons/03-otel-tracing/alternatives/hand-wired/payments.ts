import { shop, type Payment } from '#shop';
import { Router } from 'express';
import { serve } from './http/serve.ts';
import { log } from './log.ts';

interface ChargeRequest {
  reference: string;
  amountCents: number;
  payment: Payment;
}

const charges = Router();
charges.post('/', async (req, res) => {
  const { reference, amountCents, payment } = req.body as ChargeRequest;
  const { id } = await shop.payments.charge({ id: reference, totalCents: amountCents }, payment);
  log.info({ event: 'payment.charged', paymentId: id, amountCents });
  res.status(201).json({ id });
});

serve({ '/charges': charges });
