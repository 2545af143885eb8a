import type { RequestHandler } from 'express';
import { Counter, Gauge, Histogram } from 'prom-client';
import { registers } from './registry.ts';

const counted = new Counter({
  name: 'http_requests_total',
  help: 'Requests, when they are over',
  labelNames: ['method', 'route', 'status'],
  registers,
});
const timed = new Histogram({
  name: 'http_request_duration_seconds',
  help: 'Seconds per request',
  labelNames: ['method', 'route', 'status'],
  buckets: [0.1, 0.2, 0.3, 0.4, 0.5, 0.6, 0.7, 1, 3],
  registers,
});
const flying = new Gauge({
  name: 'http_requests_in_flight',
  help: 'Requests under way',
  labelNames: ['kind'],
  registers,
});
flying.set({ kind: 'read' }, 0);

/** Notes which route took the request, while that is still known. */
export const as =
  (route: string): RequestHandler =>
  (_req, res, next) => {
    res.locals['route'] = route;
    next();
  };

export const http: RequestHandler = (req, res, next) => {
  const kind = req.method === 'GET' || req.method === 'HEAD' ? 'read' : 'write';
  const stop = timed.startTimer();
  flying.inc({ kind });
  let over = false;
  const end = (status: string) => (): void => {
    if (over) return;
    over = true;
    flying.dec({ kind });
    const labels = {
      method: /^(GET|HEAD|POST|PUT|PATCH|DELETE|OPTIONS)$/.test(req.method) ? req.method : 'unusual',
      route: String(res.locals['route'] ?? 'not_found'),
      status: status === '' ? String(res.statusCode) : status,
    };
    counted.inc(labels);
    stop(labels);
  };
  res.on('finish', end(''));
  res.on('close', end('aborted'));
  next();
};
