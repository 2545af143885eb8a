import express from 'express';
import { answerError } from './errors.ts';
import { log } from './logger.ts';
import { metrics } from './metrics.ts';
import { requestLog } from './request-log.ts';
import { requestMetrics } from './request-metrics.ts';
import { accounts, carts, orders, products, sessions } from './routes.ts';

process.on('uncaughtException', (err) => {
  log.fatal({ event: 'process.crashed', err });
  process.exit(1);
});

const app = express();
app.disable('x-powered-by');
app.use(requestMetrics);
app.use(requestLog);
app.use(express.json());

app.get('/healthz', (_req, res) => {
  res.json({ status: 'ok' });
});
app.get('/metrics', metrics);
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
  server.close(() => log.info({ event: 'shutdown.completed' }));
});
