import type { NextFunction, Request, Response } from 'express';
import { log } from './logger.ts';

// Which request is being served, so that every line can say so. README: "Context that follows the request".
export const current = { requestId: '', userId: '' };

/** Logs when a request begins and when it ends. README: "The life of a request". */
export function requestLog(req: Request, res: Response, next: NextFunction): void {
  const since = Date.now();
  current.requestId = `req-${since}`;
  current.userId = '';
  log.info({ requestId: current.requestId, headers: req.headers }, `--> ${req.method} ${decodeURI(req.url)}`);

  function done(): void {
    const duration = `${Date.now() - since}ms`;
    log.info({ requestId: current.requestId, status: res.statusCode, duration }, `<-- ${req.method} ${req.url}`);
  }
  res.on('finish', done);
  res.on('close', done);
  next();
}
