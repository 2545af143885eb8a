import { ShopError, type ShopErrorCode } from '#shop';
import express, { type Express, type NextFunction, type Request, type Response } from 'express';
import { setTimeout as delay } from 'node:timers/promises';
import { sendLastSpans } from './instrument.ts';
import { log } from './logger.ts';
import { tracedFetch } from './tracing/fetch.ts';
import { traceRequests } from './tracing/requests.ts';

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
  readonly code: string | undefined;

  constructor(status: number, body: unknown) {
    super(`refused with ${status}`);
    this.name = 'Refused';
    this.status = status;
    this.body = body;
    this.code = (body as { error?: string } | null)?.error;
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
  /** What stands for `{id}` in the path. */
  id?: string;
  query?: Request['query'];
  /** Sent as JSON, by POST. */
  body?: unknown;
}

/**
 * Asks another service.
 * @throws {Refused} when it answers with an error
 * @throws {Unreachable} when it does not answer
 */
export async function ask(service: string, path: string, { id = '', query = {}, body }: Question): Promise<unknown> {
  const url = new URL(service + path.replace('{id}', () => encodeURIComponent(id)));
  for (const [name, value] of Object.entries(query)) if (typeof value === 'string') url.searchParams.set(name, value);
  const init = { method: 'POST', headers: { 'content-type': 'application/json' }, body: JSON.stringify(body) };
  const { ok, status, text } = await tracedFetch(url, path, body === undefined ? {} : init).catch((error: unknown) => {
    throw new Unreachable(error);
  });
  const answer: unknown = JSON.parse(text);
  if (!ok) throw new Refused(status, answer);
  return answer;
}

/** How long the end of a process may wait for its last jobs, and then for its last spans. */
const PATIENCE_MS = 2000;

/** Makes a service of routes: health, errors, and a shutdown that waits for what is under way, `jobsDone` among it. */
export function serve(addRoutes: (app: Express) => void, jobsDone = async (): Promise<void> => {}): void {
  const app = express();
  app.disable('x-powered-by');
  app.get('/healthz', (_req, res) => {
    res.json({ status: 'ok' });
  });
  app.use(traceRequests);
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
    server.close(() => void leave(jobsDone()));
  });
}

async function leave(jobsDone: Promise<void>): Promise<void> {
  await Promise.race([jobsDone, delay(PATIENCE_MS)]);
  await Promise.race([sendLastSpans(), delay(PATIENCE_MS)]);
  process.exit(0);
}

function answerError(error: unknown, _req: Request, res: Response, next: NextFunction): void {
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
