import { PaymentDeclined, shop, ShopError } from '#shop';
import type { Request, Response } from 'express';
import { collectDefaultMetrics, Counter, Gauge, Histogram, register } from 'prom-client';

collectDefaultMetrics();

/** Around the objective of half a second, and far enough beyond it to see how bad it is. */
const SECONDS = [0.005, 0.01, 0.025, 0.05, 0.1, 0.2, 0.3, 0.4, 0.5, 0.75, 1, 2.5, 5, 10];

export const requests = new Counter({
  name: 'http_requests_total',
  help: 'Requests that are over, by how they ended.',
  labelNames: ['method', 'route', 'status'],
});

export const requestDuration = new Histogram({
  name: 'http_request_duration_seconds',
  help: 'Time from the first byte of a request to the end of its answer.',
  labelNames: ['method', 'route'],
  buckets: SECONDS,
});

export const requestsInFlight = new Gauge({
  name: 'http_requests_in_flight',
  help: 'Requests that are being worked on.',
});

export const orderProcessing = new Histogram({
  name: 'order_processing_seconds',
  help: 'Time to place an order, payment included.',
  labelNames: ['method'],
  buckets: SECONDS,
});

export const paymentAmount = new Histogram({
  name: 'payment_amount_dollars',
  help: 'What the orders came to.',
  labelNames: ['method'],
  buckets: [10, 25, 50, 100, 250, 500, 1000],
});

export const usersCreated = new Counter({
  name: 'users_created_total',
  help: 'Accounts created, by the way of signing up.',
  labelNames: ['method'],
});

export const cartsCreated = new Counter({ name: 'carts_created_total', help: 'Carts created.' });

export const cartsCheckedOut = new Counter({ name: 'carts_checked_out_total', help: 'Carts that became an order.' });

const paymentAttempts = new Counter({
  name: 'payment_attempts_total',
  help: 'Charges sent to the payment provider.',
});

const paymentFailures = new Counter({
  name: 'payment_failures_total',
  help: 'Charges that did not succeed, by reason.',
  labelNames: ['reason'],
});

// A series that appears with its first failure hides that failure: rate() needs a sample before it.
for (const reason of ['insufficient_funds', 'card_expired', 'card_declined', 'unavailable', 'error'])
  paymentFailures.inc({ reason }, 0);

shop.payments.use(async (_charge, run) => {
  paymentAttempts.inc();
  try {
    return await run();
  } catch (error) {
    paymentFailures.inc({ reason: reasonOf(error) });
    throw error;
  }
});

function reasonOf(error: unknown): string {
  if (error instanceof PaymentDeclined) return error.reason;
  return error instanceof ShopError ? 'unavailable' : 'error';
}

const queryDuration = new Histogram({
  name: 'db_query_duration_seconds',
  help: 'Time of a query, the wait for a connection included.',
  labelNames: ['query', 'table'],
  buckets: [0.001, 0.0025, 0.005, 0.01, 0.025, 0.05, 0.1, 0.25, 0.5, 1, 2.5, 5],
});

shop.database.use(async ({ name, table }, run) => {
  const stop = queryDuration.startTimer({ query: name, table });
  try {
    return await run();
  } finally {
    stop();
  }
});

// What can be read at any time is read when it is asked for.
new Gauge({
  name: 'db_pool_in_use',
  help: 'Database connections in use.',
  collect() {
    this.set(shop.database.pool().inUse);
  },
});

new Gauge({
  name: 'db_pool_waiting',
  help: 'Queries that wait for a database connection.',
  collect() {
    this.set(shop.database.pool().waiting);
  },
});

new Gauge({
  name: 'inventory_stock',
  help: 'Pieces in stock.',
  labelNames: ['category'],
  collect() {
    for (const [category, pieces] of Object.entries(shop.catalogue.stock())) this.set({ category }, pieces);
  },
});

/** What Prometheus scrapes. */
export async function metrics(_req: Request, res: Response): Promise<void> {
  res.set('Content-Type', register.contentType);
  res.end(await register.metrics());
}
