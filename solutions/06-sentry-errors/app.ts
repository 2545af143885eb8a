import * as Sentry from '@sentry/node';
import express from 'express';
import { answerError } from './errors.ts';
import { log } from './logger.ts';
import { accounts, carts, orders, products, sessions } from './routes.ts';
import { leaveBreadcrumbs } from './trail.ts';

/** How long the last events may take to leave, in milliseconds. */
const FLUSH_MS = 1_000;

// Sentry's own listener has captured the error by the time this one is called; without it, it would also end the process.
process.on('uncaughtException', (thrown) => {
  log.fatal({ event: 'process.crashed', err: thrown });
  void Sentry.flush(FLUSH_MS).finally(() => process.exit(1));
});

leaveBreadcrumbs();

const app = express();
app.disable('x-powered-by');
app.use(express.json());

app.get('/healthz', (_req, res) => {
  res.json({ status: 'ok' });
});
app.use('/products', products);
app.use('/accounts', accounts);
app.use('/sessions', sessions);
app.use('/carts', carts);
app.use('/orders', orders);
app.use(answerError);

const port = Number(process.env.PORT ?? 3000);
const server = app.listen(port, process.env.HOST ?? '127.0.0.1', (error) => {
  if (error !== undefined) throw error;
  log.info({ event: 'server.started', port });
});

process.once('SIGTERM', () => {
  log.info({ event: 'shutdown.started' });
  server.close(() => {
    void Sentry.close(FLUSH_MS).finally(() => {
      log.info({ event: 'shutdown.completed' });
      process.exit(0); // a Sentry that never answered would keep its connection open, and the process alive
    });
  });
});
