import { PaymentDeclined, shop, ShopError } from '#shop';
import { Counter, Gauge, Histogram } from 'prom-client';
import { registers } from './registry.ts';

export const placed = new Histogram({
  name: 'order_processing_seconds',
  help: 'Seconds per order that was placed',
  labelNames: ['method'],
  registers,
});
export const dollars = new Histogram({
  name: 'payment_amount_dollars',
  help: 'Dollars per order that was placed',
  labelNames: ['method'],
  buckets: [50, 100, 500],
  registers,
});
export const users = new Counter({ name: 'users_created_total', help: 'Accounts', labelNames: ['method'], registers });
export const carts = new Counter({ name: 'carts_created_total', help: 'Carts', registers });
export const checkedOut = new Counter({ name: 'carts_checked_out_total', help: 'Carts paid for', registers });
const attempts = new Counter({ name: 'payment_attempts_total', help: 'Charges', registers });
const failures = new Counter({
  name: 'payment_failures_total',
  help: 'Failed charges',
  labelNames: ['reason'],
  registers,
});

const REASONS = ['insufficient_funds', 'card_expired', 'card_declined', 'unavailable', 'error'];
for (const reason of REASONS) failures.labels(reason).inc(0);

shop.payments.use(async (_charge, run) => {
  attempts.inc();
  try {
    return await run();
  } catch (error) {
    let reason = 'error';
    if (error instanceof ShopError) reason = 'unavailable';
    if (error instanceof PaymentDeclined) reason = error.reason;
    failures.labels(reason).inc();
    throw error;
  }
});

new Gauge({
  name: 'inventory_stock',
  help: 'Pieces',
  labelNames: ['category'],
  registers,
  collect() {
    this.reset();
    const stock = shop.catalogue.stock();
    for (const category of Object.keys(stock) as (keyof typeof stock)[]) this.labels(category).set(stock[category]);
  },
});
