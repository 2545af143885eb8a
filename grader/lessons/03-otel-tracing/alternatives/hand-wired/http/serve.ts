import { setTimeout as delay } from 'node:timers/promises';
import express, { type Router } from 'express';
import { log } from '../log.ts';
import { provider } from '../tracing/provider.ts';
import { answerError } from './errors.ts';

const LONGEST_DRAIN_MS = 1500;
const LONGEST_FLUSH_MS = 2000;

/**
 * Makes a service of routers by the path where they stand. At SIGTERM it answers what is under way, waits for `drained`,
 * and sends its last spans.
 */
export function serve(routers: Record<string, Router>, drained: () => Promise<void> = async () => {}): void {
  const app = express();
  app.disable('x-powered-by');
  app.get('/healthz', (_req, res) => void res.json({ status: 'ok' }));
  app.use(express.json());
  for (const [path, router] of Object.entries(routers)) app.use(path, router);
  app.use(answerError);

  const port = Number(process.env.PORT ?? 3000);
  const server = app.listen(port, process.env.HOST ?? '127.0.0.1', (error) => {
    if (error !== undefined) throw error;
    log.info({ event: 'server.started', port });
  });

  async function leave(): Promise<never> {
    await Promise.race([drained(), delay(LONGEST_DRAIN_MS)]);
    // A collector that is not there is no reason to fail.
    await Promise.race([provider.shutdown().catch(() => {}), delay(LONGEST_FLUSH_MS)]);
    process.exit(0);
  }

  process.once('SIGTERM', () => {
    log.info({ event: 'shutdown.started' });
    server.close(() => void leave());
  });
}
