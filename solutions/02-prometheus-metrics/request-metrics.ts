import type { NextFunction, Request, Response } from 'express';
import { requestDuration, requests, requestsInFlight } from './metrics.ts';

declare global {
  namespace Express {
    interface Locals {
      /** Where the router that took the request is mounted. */
      mount?: string;
    }
  }
}

const METHODS = new Set(['GET', 'HEAD', 'POST', 'PUT', 'PATCH', 'DELETE', 'OPTIONS']);

/** Counts and times every request, once, when it is over: answered, failed or given up by the client. */
export function requestMetrics(req: Request, res: Response, next: NextFunction): void {
  const since = performance.now();
  requestsInFlight.inc();
  res.once('close', () => {
    requestsInFlight.dec();
    const method = METHODS.has(req.method) ? req.method : 'other';
    const route = routeOf(req, res);
    const status = res.writableFinished ? res.statusCode : 499;
    requests.inc({ method, route, status });
    requestDuration.observe({ method, route }, (performance.now() - since) / 1000);
  });
  next();
}

/** Remembers the mount path: Express clears `baseUrl` when a handler throws. */
export function rememberMount(req: Request, res: Response, next: NextFunction): void {
  res.locals.mount = req.baseUrl;
  next();
}

/** The route's template, never the path: `/products/:id`. What no route takes shares one value. */
function routeOf(req: Request, res: Response): string {
  const route = req.route as { path: string } | undefined;
  if (route === undefined) return 'unmatched';
  const template = `${res.locals.mount ?? ''}${route.path}`;
  return template.length > 1 ? template.replace(/\/$/, '') : template;
}
