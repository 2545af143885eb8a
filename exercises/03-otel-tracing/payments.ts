import { shop, type Payment } from '#shop';
import { log } from './logger.ts';
import { serve } from './service.ts';

serve((app) => {
  app.post('/charges', async (req, res) => {
    const { reference, amountCents, payment } = req.body as {
      reference: string;
      amountCents: number;
      payment: Payment;
    };
    const { id } = await shop.payments.charge({ id: reference, totalCents: amountCents }, payment);
    log.info({ event: 'payment.charged', paymentId: id, amountCents });
    res.status(201).json({ id });
  });
});
