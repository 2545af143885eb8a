import type { Evidence, Exchange, Run } from '../../evidence/evidence.ts';
import { scrapeNamed, type ReadScrape } from '../../evidence/scrapes.ts';
import { answerField, answerList, sentField, textField } from '../shopper.ts';
import { DAY, OBSERVING } from './names.ts';

/** Two scrapes of the day, and the shop's requests that were sent and over in between. */
export interface Part {
  before: ReadScrape;
  after: ReadScrape;
  exchanges: Exchange[];
  /** From the request for the first scrape to the answer to the second, in seconds. */
  elapsedSeconds: number;
}

/** What lies between two scrapes; undefined when the run did not come so far. */
export function partOf(evidence: Evidence, from: string, to: string, run: string = DAY): Part | undefined {
  const [before, after] = [scrapeNamed(evidence, run, from), scrapeNamed(evidence, run, to)];
  if (before === undefined || after === undefined) return undefined;
  const exchanges = shopRequests(evidence.runs[run]).filter(
    ({ sentTick, endedTick }) => sentTick > before.scrape.endedTick && endedTick < after.scrape.sentTick,
  );
  return { before, after, exchanges, elapsedSeconds: (after.scrape.answeredAt - before.scrape.sentAt) / 1000 };
}

/** All requests of a run but scrapes and health checks. */
export function shopRequests(run: Run | undefined): Exchange[] {
  return (run?.exchanges ?? []).filter(({ path }) => !OBSERVING.has(path));
}

/** An order that was placed. */
export interface PlacedOrder {
  exchange: Exchange;
  method: string;
  dollars: number;
}

/** The orders among the requests that were answered with one. */
export function placedOrders(exchanges: readonly Exchange[]): PlacedOrder[] {
  return exchanges.filter(isPlaced).map((exchange) => ({
    exchange,
    method: methodOf(exchange),
    dollars: Number(answerField(exchange, 'totalCents')) / 100,
  }));
}

const isPlaced = ({ method, path, status }: Exchange): boolean =>
  method === 'POST' && path === '/orders' && status === 201;

function methodOf(exchange: Exchange): string {
  const payment = sentField(exchange, 'payment') as { method?: unknown } | undefined;
  return typeof payment?.method === 'string' ? payment.method : '';
}

/** How many accounts each way of signing up has brought. */
export function usersByMethod(exchanges: readonly Exchange[]): Map<string, number> {
  const users = new Map<string, number>();
  for (const exchange of created(exchanges, '/accounts')) {
    const provider = sentField(exchange, 'provider');
    const method = typeof provider === 'string' ? provider : 'email';
    users.set(method, (users.get(method) ?? 0) + 1);
  }
  return users;
}

/** The requests that made something new at a path. */
export function created(exchanges: readonly Exchange[], at: string): Exchange[] {
  return exchanges.filter(({ method, path, status }) => method === 'POST' && path === at && status === 201);
}

interface Line {
  productId: string;
  quantity: number;
}

/** Pieces in stock by category, as the catalogue told them, less what was sold, plus what was delivered before a scrape. */
export function stockAt(evidence: Evidence, { scrape }: ReadScrape): Map<string, number> {
  const run = evidence.runs[DAY];
  const before = shopRequests(run).filter(({ endedTick }) => endedTick < scrape.sentTick);
  const shelves = before
    .filter(({ path }) => path.startsWith('/products?category='))
    .flatMap((listing) => answerList(listing) as Product[]);
  const category = new Map(shelves.map((product) => [product.id, product.category]));
  const stock = new Map<string, number>();
  const move = (id: string, pieces: number): void => {
    const name = category.get(id);
    if (name !== undefined) stock.set(name, (stock.get(name) ?? 0) + pieces);
  };
  for (const product of new Map(shelves.map((one) => [one.id, one])).values()) move(product.id, product.stock);
  const carts = new Map(created(before, '/carts').map((cart) => [textField(cart, 'id'), itemsOf(cart)]));
  for (const { exchange } of placedOrders(before))
    for (const { productId, quantity } of carts.get(String(sentField(exchange, 'cartId'))) ?? [])
      move(productId, -quantity);
  const delivered = (run?.facts['delivered'] ?? []) as unknown as (Line & { scrape: string })[];
  const seen = new Set(
    (run?.scrapes ?? []).filter(({ sentTick }) => sentTick <= scrape.sentTick).map(({ name }) => name),
  );
  for (const { productId, quantity, scrape: shownBy } of delivered) if (seen.has(shownBy)) move(productId, quantity);
  return stock;
}

const itemsOf = (cart: Exchange): Line[] => (sentField(cart, 'items') as Line[] | undefined) ?? [];

interface Product {
  id: string;
  category: string;
  stock: number;
}

/** Seconds for which the grader is known to have held these requests. */
export function waitedSeconds(exchanges: readonly Exchange[]): number {
  return exchanges.reduce((sum, { waitMs }) => sum + waitMs, 0) / 1000;
}

/** The queries that the shop makes for its requests, by `query table`: at least those. */
export function expectedQueries(exchanges: readonly Exchange[]): Map<string, number> {
  const queries = new Map<string, number>();
  const add = (name: string, count = 1): void => void queries.set(name, (queries.get(name) ?? 0) + count);
  for (const exchange of exchanges) {
    const { method, route, status } = exchange;
    if (status === null || status >= 400) continue;
    const known = `${method} ${route}`;
    if (known.endsWith(' /products') || known.endsWith(' /products/:id')) add('select products');
    else if (known === 'POST /accounts') add('insert accounts');
    else if (known === 'POST /sessions') add('insert sessions');
    else if (known === 'POST /carts') {
      add('select sessions');
      add('select products', itemsOf(exchange).length);
      add('insert carts');
    } else if (known === 'POST /orders') {
      add('select sessions');
      add('select carts');
      add('insert orders');
    } else if (known === 'GET /orders/:id') {
      add('select sessions');
      add('select orders');
    }
  }
  return queries;
}
