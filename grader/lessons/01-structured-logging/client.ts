import type { Random } from '../../../shop/random.ts';
import type { Exchange, Header, Json } from '../../evidence/evidence.ts';
import type { HeldRequest, GatePlan, RequestPlan, Traffic } from '../../observe/traffic.ts';

/** Where a secret was put; a leak is told by it. */
export type CanaryKind = 'header' | 'body' | 'query' | 'error' | 'account';

/** A random secret that must not come back. */
export type Canary = { kind: CanaryKind; name: string; value: string };

/** One person who uses the shop: a random source of their own, and once signed in an account, a session and carts. */
export interface Client {
  readonly random: Random;
  /** Sends with a request id, a trace and secret headers of its own, signed in if the client is. */
  send(plan: RequestPlan): Promise<Exchange>;
  hold(gate: GatePlan, plan: RequestPlan): Promise<HeldRequest>;
  /** Signs up and logs in. */
  signIn(): Promise<void>;
  /** Fills a cart with one of `products` and gives its id. */
  fillCart(products: readonly string[]): Promise<string>;
  /** The request that pays for a cart; `ending` of the card number decides what the provider says. */
  order(cartId: string, ending?: string): RequestPlan;
  /** Notes a value that must never be logged, and gives it back. */
  secret(kind: CanaryKind, name: string, value: string): string;
}

/** A card that the payment provider accepts. */
const GOOD_CARD = '4242';

/** Header names are the same in any case; clients write them in many. */
const SPELLINGS = {
  authorization: ['authorization', 'Authorization', 'AUTHORIZATION'],
  cookie: ['cookie', 'Cookie', 'COOKIE'],
  apiKey: ['x-api-key', 'X-API-Key', 'X-Api-Key'],
} as const;

/** Gives clients whose secrets are noted, under `canaries`, in the run's facts. */
export function createClients(traffic: Traffic): (random: Random) => Client {
  const canaries: Canary[] = [];
  traffic.note('canaries', canaries);
  return (random) => createClient(traffic, random, canaries);
}

function createClient(traffic: Traffic, random: Random, canaries: Canary[]): Client {
  let user: { id: string; token: string } | undefined;

  function secret(kind: CanaryKind, name: string, value: string): string {
    if (value !== '') canaries.push({ kind, name, value });
    return value;
  }

  function dress(plan: RequestPlan): RequestPlan {
    const traceId = hex(random, 32);
    const own = new Set((plan.headers ?? []).map(([name]) => name.toLowerCase()));
    const common: Header[] = [
      ['X-Request-ID', requestId(random)],
      ['traceparent', `00-${traceId}-${hex(random, 16)}-01`],
      [random.pick(SPELLINGS.cookie), `session=${secret('header', 'cookie', `ck_${random.text(24)}`)}`],
      [random.pick(SPELLINGS.apiKey), secret('header', 'x-api-key', `ak_${random.text(24)}`)],
    ];
    if (user !== undefined) common.push([random.pick(SPELLINGS.authorization), `Bearer ${user.token}`]);
    return {
      ...plan,
      // An empty value stands for a header that this request does not send.
      headers: [...common.filter(([name]) => !own.has(name.toLowerCase())), ...(plan.headers ?? [])].filter(
        ([, value]) => value !== '',
      ),
      facts: {
        userId: user?.id ?? null,
        ...(own.has('traceparent') ? {} : { traceId }),
        ...plan.facts,
      },
    };
  }

  const send = (plan: RequestPlan): Promise<Exchange> => traffic.send(dress(plan));
  const post = (path: string, body: Json): RequestPlan => ({ method: 'POST', path, route: path, body, expect: 201 });

  return {
    random,
    send,
    hold: (gate, plan) => traffic.hold(gate, dress(plan)),
    secret,

    async signIn() {
      const email = `${random.text(12)}@example.com`;
      const password = secret('body', 'password', `pw_${random.text(20)}`);
      const device = { name: 'phone', push: { token: secret('body', 'token', `tk_${random.text(20)}`) } };
      // Whose request these two are is known only once they are answered, so their user is left open.
      const open = { facts: { userId: 'open' } };
      const account = bodyOf(await send({ ...post('/accounts', { email, password, device }), ...open }));
      secret('account', 'apiKey', account['apiKey'] ?? '');
      const session = bodyOf(await send({ ...post('/sessions', { email, password }), ...open }));
      const token = secret('header', 'authorization', session['token'] ?? '');
      user = { id: account['id'] ?? '', token };
    },

    async fillCart(products) {
      const items = [{ productId: random.pick(products) ?? '', quantity: random.int(1, 3) }];
      return bodyOf(await send(post('/carts', { items })))['id'] ?? '';
    },

    order(cartId, ending = GOOD_CARD) {
      const number = secret('body', 'card number', `4${random.digits(11)}${ending}`);
      const cvv = secret('body', 'cvv', `cvv${random.text(9)}`);
      return post('/orders', { cartId, payment: { method: 'card', card: { number, cvv } } });
    },
  };
}

/** Request ids as gateways and other services write them. */
function requestId(random: Random): string {
  return random.pick([
    () => `${hex(random, 8)}-${hex(random, 4)}-4${hex(random, 3)}-a${hex(random, 3)}-${hex(random, 12)}`,
    () => `req_${random.text(20)}`,
    () => random.text(26).toUpperCase(),
    () => `edge.${random.text(40)}-${random.digits(6)}`,
  ])();
}

function hex(random: Random, length: number): string {
  return Array.from({ length }, () => random.int(0, 15).toString(16)).join('');
}

/** A JSON answer's text fields; none when the answer is no JSON object. */
export function bodyOf({ responseBody }: Pick<Exchange, 'responseBody'>): Record<string, string | undefined> {
  try {
    const value: unknown = JSON.parse(responseBody);
    const fields = Object.entries(typeof value === 'object' && value !== null ? value : {});
    return Object.fromEntries(fields.filter((field): field is [string, string] => typeof field[1] === 'string'));
  } catch {
    return {};
  }
}
