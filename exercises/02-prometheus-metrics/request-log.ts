import type { NextFunction, Request, Response } from 'express';
import { log } from './logger.ts';

/** One line when a request is over, as lesson 01 has it. */
export function requestLog(req: Request, res: Response, next: NextFunction): void {
  const { method, path } = req;
  const since = performance.now();
  res.once('close', () => {
    const aborted = !res.writableFinished;
    log.info({
      event: 'request.completed',
      method,
      path,
      status: res.statusCode,
      durationMs: performance.now() - since,
      ...(aborted ? { aborted } : {}),
    });
  });
  next();
}
