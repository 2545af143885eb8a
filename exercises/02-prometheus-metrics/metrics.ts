import { shop } from '#shop';
import type { Request, Response } from 'express';
import { collectDefaultMetrics, Counter, Gauge, Histogram, register } from 'prom-client';

collectDefaultMetrics();

export const requests = new Counter({
  name: 'http_requests_total',
  help: 'Requests.',
  labelNames: ['method', 'route', 'status'],
});

export const requestDuration = new Histogram({
  name: 'http_request_duration_seconds',
  help: 'Request duration.',
  labelNames: ['method', 'route'],
  buckets: [0.005, 0.01, 0.025, 0.05, 0.1, 0.25],
});

export const requestsInFlight = new Gauge({
  name: 'http_requests_in_flight',
  help: 'Requests in flight.',
});

export const usersCreated = new Gauge({
  name: 'users_created_total',
  help: 'Users created.',
});

export const paymentAttempts = new Counter({
  name: 'payment_attempts_total',
  help: 'Payment attempts.',
});

export const paymentFailures = new Counter({
  name: 'payment_failures_total',
  help: 'Payment failures.',
  labelNames: ['reason'],
});

const stock = new Gauge({
  name: 'inventory_stock',
  help: 'Stock.',
  labelNames: ['category'],
});

function updateStock(): void {
  for (const [category, pieces] of Object.entries(shop.catalogue.stock())) stock.set({ category }, pieces);
}

updateStock();
setInterval(updateStock, 15_000).unref();

// Missing: how long orders take and what they come to, carts, the database and its pool.
// See "The names" in the lesson's reading.

export async function metrics(_req: Request, res: Response): Promise<void> {
  res.set('Content-Type', register.contentType);
  res.end(await register.metrics());
}
