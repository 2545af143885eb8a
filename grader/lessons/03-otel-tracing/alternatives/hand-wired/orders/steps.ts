import { shop, type CartItem, type Payment, type Quote } from '#shop';
import { ask } from '../http/ask.ts';
import { Refused } from '../http/errors.ts';
import { log } from '../log.ts';
import { traced } from '../tracing/traced.ts';
import type { Span } from '@opentelemetry/api';

/** What a customer sends. */
export interface OrderRequest {
  reference: string;
  items: CartItem[];
  payment: Payment;
}

const METHODS: readonly unknown[] = ['card', 'transfer', 'wallet'];

const payments = process.env.PAYMENTS_URL ?? 'http://127.0.0.1:3002';

/** Prices an order. */
export const validateOrder = traced((items: CartItem[]) => shop.checkout.quote(items), {
  name: 'validate_order',
  after: ({ itemCount, totalCents }) => ({ 'order.item_count': itemCount, 'order.total': totalCents / 100 }),
  failed: inLog('validate_order'),
});

/** Sees to it that there is enough of everything. */
export const checkInventory = traced(({ items }: Quote) => shop.checkout.checkInventory(items), {
  name: 'check_inventory',
  before: ({ itemCount }) => ({ 'order.item_count': itemCount }),
  failed: inLog('check_inventory'),
});

/** Has the order paid. */
export const processPayment = traced(
  async (reference: string, { totalCents }: Quote, payment: Payment) =>
    (await ask(payments, '/charges', { body: { reference, amountCents: totalCents, payment } })) as { id: string },
  {
    name: 'process_payment',
    before: (_reference, { totalCents }, payment: Payment | undefined) => ({
      'order.total': totalCents / 100,
      // A customer may write anything here.
      ...(METHODS.includes(payment?.method) && { 'payment.method': payment?.method }),
    }),
    after: ({ id }) => ({ 'payment.id': id }),
    failed: inLog('process_payment'),
  },
);

/** The exception as a log line: the log's mixin gives it the step's ids. */
function inLog(step: string): (error: Error, span: Span) => void {
  return (error, span) => {
    if (error instanceof Refused) span.setAttribute('error.type', reasonOf(error));
    log.warn({ event: 'step.failed', step, err: error });
  };
}

function reasonOf({ name, body }: Refused): string {
  const reason = (body as { error?: unknown } | null)?.error;
  return typeof reason === 'string' ? reason : name;
}
