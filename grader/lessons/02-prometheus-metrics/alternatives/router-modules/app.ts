import { gzipSync } from 'node:zlib';
import { ShopError } from '#shop';
import express, { type NextFunction, type Request, type Response } from 'express';
import { log, logged } from './log.ts';
import { carts } from './routers/carts.ts';
import { orders } from './routers/orders.ts';
import { people } from './routers/people.ts';
import { products } from './routers/products.ts';
import { readPool } from './telemetry/database.ts';
import { http } from './telemetry/http.ts';
import { registry } from './telemetry/registry.ts';

const app = express();
app.get('/healthz', (_req, res) => void res.send('ok'));
app.get('/metrics', async (_req, res) => {
  readPool();
  res.set({ 'Content-Type': registry.contentType, 'Content-Encoding': 'gzip' });
  res.end(gzipSync(await registry.metrics()));
});
app.use(http, logged, express.json(), people);
app.use('/products', products);
app.use('/carts', carts);
app.use('/orders', orders);
app.use((error: unknown, _req: Request, res: Response, _next: NextFunction) => {
  if (error instanceof ShopError) res.status(statusOf(error)).json({ error: error.code });
  else if (error instanceof SyntaxError) res.status(400).json({ error: 'malformed_body' });
  else {
    log.error({ event: 'request.failed', err: error });
    res.status(500).json({ error: 'internal_error' });
  }
});

function statusOf({ code }: ShopError): number {
  if (code.endsWith('_not_found')) return 404;
  if (code === 'payment_declined') return 402;
  if (code === 'payment_unavailable') return 503;
  if (code === 'invalid_credentials') return 401;
  return code === 'email_taken' || code === 'out_of_stock' ? 409 : 400;
}

const server = app.listen(Number(process.env.PORT), process.env.HOST ?? '127.0.0.1');
process.on('SIGTERM', () => server.close(() => process.exit()));
