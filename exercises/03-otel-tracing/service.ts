import { ShopError, type ShopErrorCode } from '#shop';
import { trace } from '@opentelemetry/api';
import express, { type Express, type NextFunction, type Request, type Response } from 'express';
import { log } from './logger.ts';

const STATUS: Partial<Record<ShopErrorCode, number>> = {
  invalid_request: 400,
  payment_declined: 402,
  product_not_found: 404,
  order_not_found: 404,
  out_of_stock: 409,
  payment_unavailable: 503,
};

/** Another service said no, and what it said is passed on. */
export class Refused extends Error {
  readonly status: number;
  readonly body: unknown;

  constructor(status: number, body: unknown) {
    super(`refused with ${status}`);
    this.name = 'Refused';
    this.status = status;
    this.body = body;
  }
}

/** Another service did not answer at all. */
export class Unreachable extends Error {
  constructor(cause: unknown) {
    super('a service did not answer', { cause });
    this.name = 'Unreachable';
  }
}

interface Question {
  query?: Request['query'];
  /** Sent as JSON, by POST. */
  body?: unknown;
}

/**
 * Asks another service.
 * @throws {Refused} when it answers with an error
 * @throws {Unreachable} when it does not answer
 */
export async function ask(address: string, { query = {}, body }: Question = {}): Promise<unknown> {
  const url = new URL(address);
  for (const [name, value] of Object.entries(query)) if (typeof value === 'string') url.searchParams.set(name, value);
  const init = { method: 'POST', headers: { 'content-type': 'application/json' }, body: JSON.stringify(body) };
  const response = await fetch(url, body === undefined ? {} : init).catch((error: unknown) => {
    throw new Unreachable(error);
  });
  const answer: unknown = await response.json();
  if (!response.ok) throw new Refused(response.status, answer);
  return answer;
}

/** Makes a service of routes: health, errors, and a shutdown that waits for what is under way. */
export function serve(addRoutes: (app: Express) => void): void {
  const app = express();
  app.disable('x-powered-by');
  app.get('/healthz', (_req, res) => {
    res.json({ status: 'ok' });
  });
  app.use(express.json());
  addRoutes(app);
  app.use(answerError);

  const port = Number(process.env.PORT ?? 3000);
  const server = app.listen(port, process.env.HOST ?? '127.0.0.1', (error) => {
    if (error !== undefined) throw error;
    log.info({ event: 'server.started', port });
  });

  process.once('SIGTERM', () => {
    log.info({ event: 'shutdown.started' });
    server.close(() => process.exit(0));
  });
}

function answerError(error: unknown, _req: Request, res: Response, next: NextFunction): void {
  trace.getActiveSpan()?.recordException(error as Error);
  if (res.headersSent) {
    next(error);
  } else if (error instanceof Refused) {
    res.status(error.status).json(error.body);
  } else if (error instanceof Unreachable) {
    log.error({ event: 'service.unreachable', err: error });
    res.status(503).json({ error: 'service_unavailable' });
  } else if (error instanceof ShopError) {
    res.status(STATUS[error.code] ?? 400).json({ error: error.code });
  } else {
    log.error({ event: 'request.failed', err: error });
    res.status(500).json({ error: 'internal_error' });
  }
}
