import * as Sentry from '@sentry/node';
import { once } from 'node:events';
import type { Server, ServerResponse } from 'node:http';
import { setTimeout as delay } from 'node:timers/promises';
import { log } from './log.ts';

const PATIENCE_MS = 2_500;

/** On the signal: nobody new, the last answers, what Sentry has not had yet, and the end. */
export function closeOn(signal: NodeJS.Signals, server: Server): void {
  process.once(signal, () => void close(server));
}

async function close(server: Server): Promise<never> {
  log.info({ event: 'shutdown.started' });
  server.prependListener('request', (_req, res: ServerResponse) => void res.setHeader('connection', 'close'));
  server.close();
  await Promise.race([once(server, 'close'), delay(PATIENCE_MS)]);
  await Sentry.close(1_500);
  log.info({ event: 'shutdown.completed' });
  process.exit(0);
}
