import { PaymentDeclined, shop, type Account, type CartItem, type Payment } from '#shop';
import express, { type Request, type RequestHandler, type Response } from 'express';
import { describe, log } from './logger.ts';
import { answerError, closeConnectionsAfterAnswers, requestLog } from './requests.ts';

interface Credentials {
  email: string;
  password: string;
}

// All has to be over five seconds after SIGTERM; what still hangs then is cut off, so that its end is told too.
const SHUTDOWN_MS = 4500;

process.on('uncaughtException', (error) => {
  log('fatal', 'process.crashed', { err: describe(error) });
  // A pipe may take lines later than they are written: exit once this one has gone out.
  process.stdout.write('', () => process.exit(1));
});

const app = express();
app.disable('x-powered-by');
app.use(requestLog);
app.use(express.json());

app.get('/healthz', (_req, res) => {
  res.json({ status: 'ok' });
});

app.get('/products', async (req, res) => {
  const { category } = req.query;
  res.json(await shop.catalogue.list(typeof category === 'string' ? category : undefined));
});

app.get('/products/:id', async (req, res) => {
  res.json(await shop.catalogue.find(req.params.id));
});

app.post('/accounts', async (req, res) => {
  const { id, email, apiKey } = await shop.accounts.signUp(req.body as Credentials);
  res.status(201).json({ id, email, apiKey });
});

app.post('/sessions', async (req, res) => {
  const { token, account } = await shop.accounts.logIn(req.body as Credentials);
  res.locals.context.user = { id: account.id };
  res.status(201).json({ token });
});

app.post(
  '/carts',
  signedIn(async (account, req, res) => {
    const { items } = req.body as { items: CartItem[] };
    const { id, totalCents } = await shop.carts.create(account, items);
    res.status(201).json({ id, totalCents });
  }),
);

app.post(
  '/orders',
  signedIn(async (account, req, res) => {
    const { cartId, payment } = req.body as { cartId: string; payment: Payment };
    try {
      const { id, totalCents } = await shop.orders.place(account, { cartId, payment });
      log('info', 'order.placed', { ...res.locals.context, order: { id, totalCents } });
      res.status(201).json({ id, totalCents });
    } catch (error) {
      if (error instanceof PaymentDeclined)
        log('info', 'payment.declined', { ...res.locals.context, reason: error.reason });
      throw error;
    }
  }),
);

app.get(
  '/orders/:id',
  signedIn<{ id: string }>(async (account, req, res) => {
    const { id, totalCents, items } = await shop.orders.find(account, req.params.id);
    res.json({ id, totalCents, items });
  }),
);

app.use(answerError);

const port = Number(process.env.PORT ?? 3000);
log('debug', 'server.starting', { process: { pid: process.pid, node: process.version } });
const server = app.listen(port, process.env.HOST ?? '127.0.0.1', (error) => {
  if (error !== undefined) throw error;
  log('info', 'server.started', { server: { port } });
});

// Refuses new requests and waits for those in flight; with nothing left to do, the process ends by itself.
process.once('SIGTERM', () => {
  log('info', 'shutdown.started');
  server.close(() => log('info', 'shutdown.completed'));
  closeConnectionsAfterAnswers();
  setTimeout(() => {
    log('warn', 'shutdown.impatient');
    server.closeAllConnections();
  }, SHUTDOWN_MS).unref();
});

/** Serves only customers: calls `serve` with the account whose session the request shows. */
function signedIn<Params>(
  serve: (account: Account, req: Request<Params>, res: Response) => Promise<void>,
): RequestHandler<Params> {
  return async (req, res) => {
    const [, token = ''] = /^Bearer (.+)$/i.exec(req.get('authorization') ?? '') ?? [];
    const account = await shop.accounts.authenticate(token);
    if (account === undefined) {
      res.status(401).json({ error: 'unauthenticated' });
      return;
    }
    res.locals.context.user = { id: account.id };
    await serve(account, req, res);
  };
}
