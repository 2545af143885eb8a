import { factText, headerOf, type Evidence, type Exchange, type Run } from '../../evidence/evidence.ts';
import { answerField, answerList, sentField, textField } from '../shopper.ts';

/** A request that failed for a reason that nobody expected, and nobody handled. */
export interface Failure {
  run: string;
  exchange: Exchange;
  /** Stands in the error's message, and in no other's. */
  token: string;
  /** What is broken: the same for all requests that fail in the same way. */
  bug: string;
  /** The last of a run: it was under way when SIGTERM came. */
  last: boolean;
}

/** The failures of the runs that can be heard of in Sentry, or of one of them. */
export function failuresOf(evidence: Evidence, runs: readonly string[]): Failure[] {
  return runs.flatMap((name) =>
    (evidence.runs[name]?.exchanges ?? [])
      .filter(({ facts }) => factText(facts, 'token') !== '')
      .map((exchange) => ({
        run: name,
        exchange,
        token: factText(exchange.facts, 'token'),
        bug: factText(exchange.facts, 'bug'),
        last: exchange.facts['last'] === true,
      })),
  );
}

/** Something that went wrong behind a fallback: nobody but the shop noticed. */
export interface Fallback {
  exchange: Exchange;
  token: string;
  productId: string;
}

/** The requests of a run that were answered by a fallback. */
export function fallbacksOf(evidence: Evidence, run: string): Fallback[] {
  return (evidence.runs[run]?.exchanges ?? [])
    .map((exchange) => ({
      exchange,
      token: factText(exchange.facts, 'fallback'),
      productId: factText(exchange.facts, 'productId'),
    }))
    .filter(({ token }) => token !== '');
}

/** The order of a run whose invoice brings the process down, and the word by which that error can be told; undefined where there is none. */
export function crashOf(evidence: Evidence, run: string): Pick<Failure, 'exchange' | 'token'> | undefined {
  return (evidence.runs[run]?.exchanges ?? [])
    .map((exchange) => ({ exchange, token: factText(exchange.facts, 'crash') }))
    .find(({ token }) => token !== '');
}

/** The words by which the errors of a run can be told apart, its crash included. */
export function tokensOf({ exchanges }: Run): string[] {
  return exchanges
    .flatMap((exchange) => ['token', 'fallback', 'crash'].map((name) => factText(exchange.facts, name)))
    .filter((token) => token !== '');
}

/** The account in whose name a request was sent: '' where nobody was logged in. */
export function customerOf(run: Run, exchange: Exchange): string {
  const token = bearerOf(exchange);
  const session = created(run, '/sessions').find((one) => textField(one, 'token') === token);
  const email = session === undefined ? undefined : sentField(session, 'email');
  const account = created(run, '/accounts').find((one) => email !== undefined && sentField(one, 'email') === email);
  return token === '' || account === undefined ? '' : textField(account, 'id');
}

function created(run: Run, at: string): Exchange[] {
  return run.exchanges.filter(({ method, path, status }) => method === 'POST' && path === at && status === 201);
}

/** A session's token, as a request brought it. */
export function bearerOf({ requestHeaders }: Exchange): string {
  return (headerOf(requestHeaders, 'authorization') ?? '').replace(/^Bearer /, '');
}

/** One step of a request: a query by its text, or a charge. */
export type Step = { query: string } | { cartId: string; method: string; amountCents: number };

/** The steps that led to a failure, in order. */
export function stepsOf(run: Run, { exchange, bug }: Pick<Failure, 'exchange' | 'bug'>): Step[] {
  const select = (table: string): Step => ({ query: `SELECT * FROM ${table} WHERE id = $1` });
  if (['product', 'page', 'recommendations'].includes(bug)) return [select('products')];
  const insert = (table: string): Step => ({ query: `INSERT INTO ${table} VALUES ($1, $2)` });
  if (bug === 'login') return [insert('sessions')];
  if (bug === 'sign-up') return [insert('accounts')];
  if (bug === 'order') return [select('sessions'), select('orders')];
  if (bug === 'cart') return [select('sessions'), select('products')];
  if (bug === 'checkout') return [select('sessions'), select('carts')];
  const cartId = String(sentField(exchange, 'cartId'));
  const cart = created(run, '/carts').find((one) => textField(one, 'id') === cartId);
  const payment = sentField(exchange, 'payment') as { method?: string } | undefined;
  const amountCents = cart === undefined ? 0 : Number(answerField(cart, 'totalCents'));
  return [select('sessions'), select('carts'), { cartId, method: payment?.method ?? '', amountCents }];
}

/** Ids that belong to one request: none of them may stand on another's trail. */
export function ownIds({ exchange }: Pick<Failure, 'exchange'>): string[] {
  const cartId = sentField(exchange, 'cartId');
  const [, orderId] = /^\/orders\/(\w+)/.exec(exchange.path) ?? [];
  return [cartId, orderId].filter((id) => typeof id === 'string');
}

/** The bestsellers, as the catalogue's stock tells them: the shortest stock first. */
export function bestsellersOf(run: Run): string[] {
  const catalogue = run.exchanges.find(({ facts }) => facts['catalogue'] === true);
  if (catalogue === undefined) return [];
  return (answerList(catalogue) as { id: string; stock: number }[])
    .toSorted((a, b) => a.stock - b.stock)
    .slice(0, 3)
    .map(({ id }) => id);
}

/** What an exchange's transaction is called: `GET /orders/:id`. */
export const transactionOf = ({ method, route }: Exchange): string => `${method} ${route ?? ''}`;
