import type { NextFunction, Request, Response } from 'express';
import { requestDuration, requests, requestsInFlight } from './metrics.ts';

/** Counts and times requests. */
export function requestMetrics(req: Request, res: Response, next: NextFunction): void {
  const since = Date.now();
  requestsInFlight.inc();
  res.once('finish', () => {
    requestsInFlight.dec();
    const route = req.originalUrl;
    requests.inc({ method: req.method, route, status: res.statusCode });
    requestDuration.observe({ method: req.method, route }, Date.now() - since);
  });
  next();
}
