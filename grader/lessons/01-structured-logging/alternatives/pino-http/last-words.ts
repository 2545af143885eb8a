import type { Server } from 'node:http';
import type { NextFunction, Request, Response } from 'express';
import { log } from './logging/logger.ts';

const PATIENCE_MS = 4000;

const unanswered = new Set<Response>();
let stopping = false;

/** Once the process is stopping, ends each connection with its answer: an idle one would keep the process alive. */
export function hangUpWhenStopping(_req: Request, res: Response, next: NextFunction): void {
  unanswered.add(res);
  res.once('close', () => unanswered.delete(res));
  if (stopping) hangUpAfter(res);
  next();
}

/** On SIGTERM lets the requests in flight be answered; then nothing is left to do, and the process ends by itself. */
export function stopOnSigterm(server: Server): void {
  process.once('SIGTERM', () => {
    stopping = true;
    log.info({ unanswered: unanswered.size }, 'shutdown.started');
    server.close(() => log.info('shutdown.completed'));
    for (const res of unanswered) hangUpAfter(res);
    setTimeout(() => {
      log.warn({ unanswered: unanswered.size }, 'shutdown.impatient');
      server.closeAllConnections();
    }, PATIENCE_MS).unref();
  });
}

/** Exceptions and rejected promises that nobody handled end the process, with a last line. */
export function dieOnCrash(): void {
  process.on('uncaughtException', (err, origin) => {
    log.fatal({ err, origin }, 'process.crashed');
    process.exit(1);
  });
}

function hangUpAfter(res: Response): void {
  if (!res.headersSent) res.set('Connection', 'close');
}
