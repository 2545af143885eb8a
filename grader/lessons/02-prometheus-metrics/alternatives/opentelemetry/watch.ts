import type { NextFunction, Request, Response } from 'express';
import { log } from './log.ts';
import { inFlight, requestCount, requestTime } from './meter.ts';

const USUAL = ['GET', 'HEAD', 'POST', 'PUT', 'PATCH', 'DELETE', 'OPTIONS'];

/** The one place where a request is counted, timed and logged. */
export function watch(req: Request, res: Response, next: NextFunction): void {
  const { method, path } = req;
  const from = performance.now();
  inFlight.add(1);
  res.on('close', () => {
    inFlight.add(-1);
    const aborted = !res.writableFinished;
    const route = (req.route as { path?: string } | undefined)?.path?.replaceAll(/:(\w+)/g, '{$1}') ?? '';
    const labels = { method: USUAL.includes(method) ? method : '_OTHER', route: route === '' ? 'none' : route };
    const seconds = (performance.now() - from) / 1000;
    requestCount.add(1, { ...labels, status: String(res.statusCode) });
    requestTime.record(seconds, labels);
    log.info({ event: 'request.completed', method, path, status: res.statusCode, aborted, durationMs: seconds * 1000 });
  });
  next();
}
