import express from 'express';
import { answerError } from './errors.ts';
import { log } from './logger.ts';
import { accounts, carts, orders, products, sessions } from './routes.ts';
import './sentry.ts';

process.on('uncaughtException', (err) => {
  log.fatal({ event: 'process.crashed', err });
  process.exit(1);
});

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
app.listen(port, process.env.HOST ?? '127.0.0.1', (error) => {
  if (error !== undefined) throw error;
  log.info({ event: 'server.started', port });
});

// README: "Before the process goes".
process.once('SIGTERM', () => {
  log.info({ event: 'shutdown.started' });
  process.exit(0);
});
