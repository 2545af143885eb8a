import type { Random } from '../../shop/random.ts';
import type { Exchange, Header, Json } from '../evidence/evidence.ts';
import type { GatePlan, HeldRequest, RequestPlan, Traffic } from '../observe/traffic.ts';

/** How an order is paid: the method, and for a card the last digits, which decide what the provider says. */
export interface Paying {
  method: 'card' | 'transfer' | 'wallet';
  ending?: string;
}

/** Something in a cart. */
export interface Item {
  productId: string;
  quantity: number;
}

/** One person who uses the shop, with an e-mail address and, once signed in, an account and a session. */
export interface Shopper {
  readonly random: Random;
  readonly email: string;
  /** Sends as this shopper. */
  send(plan: RequestPlan): Promise<Exchange>;
  hold(gate: GatePlan, plan: RequestPlan): Promise<HeldRequest>;
  /** Signs up, through another service if one is named. */
  signUp(provider?: 'google' | 'apple'): Promise<Exchange>;
  /** Signs up with a password, and logs in. */
  signIn(): Promise<void>;
  /** Fills a cart; gives its id. */
  fillCart(items: Item[]): Promise<string>;
  /** The request that pays for a cart. */
  order(cartId: string, paying: Paying): RequestPlan;
}

/** A card that the payment provider accepts. */
const GOOD_CARD = '4242';

/** Gives a shopper who draws from a random source of their own. */
export function createShopper(traffic: Traffic, random: Random): Shopper {
  const email = `${random.text(12)}@example.com`;
  const password = `pw_${random.text(16)}`;
  let token = '';

  const dress = (plan: RequestPlan): RequestPlan => {
    const own: Header[] = [['X-Request-ID', `req_${random.text(20)}`]];
    if (token !== '') own.push(['Authorization', `Bearer ${token}`]);
    return { ...plan, headers: [...own, ...(plan.headers ?? [])] };
  };
  const send = (plan: RequestPlan): Promise<Exchange> => traffic.send(dress(plan));
  const post = (path: string, body: Json): RequestPlan => ({ method: 'POST', path, route: path, body, expect: 201 });

  return {
    random,
    email,
    send,
    hold: (gate, plan) => traffic.hold(gate, dress(plan)),
    signUp: (provider) =>
      send(
        post('/accounts', provider === undefined ? { email, password } : { email, provider, token: random.text(40) }),
      ),
    async signIn() {
      await this.signUp();
      token = textField(await send(post('/sessions', { email, password })), 'token');
    },
    async fillCart(items) {
      return textField(await send(post('/carts', { items: items.map((item) => ({ ...item })) })), 'id');
    },
    order(cartId, { method, ending = GOOD_CARD }) {
      const card = { number: `4${random.digits(11)}${ending}`, cvv: random.digits(3) };
      return post('/orders', { cartId, payment: method === 'card' ? { method, card } : { method } });
    },
  };
}

/** What a JSON answer has under `name`; undefined when the answer is no JSON object. */
export function answerField({ responseBody }: Pick<Exchange, 'responseBody'>, name: string): unknown {
  return jsonField(responseBody, name);
}

/** What a JSON request was sent with under `name`. */
export function sentField({ requestBody }: Pick<Exchange, 'requestBody'>, name: string): unknown {
  return requestBody === null ? undefined : jsonField(requestBody, name);
}

/** A text field of a JSON answer; empty when there is none. */
export function textField(exchange: Pick<Exchange, 'responseBody'>, name: string): string {
  const value = answerField(exchange, name);
  return typeof value === 'string' ? value : '';
}

/** The members of a JSON answer that is an array; none when it is anything else. */
export function answerList({ responseBody }: Pick<Exchange, 'responseBody'>): unknown[] {
  const value = parsed(responseBody);
  return Array.isArray(value) ? value : [];
}

function jsonField(text: string, name: string): unknown {
  const value = parsed(text);
  return typeof value === 'object' && value !== null ? (value as Record<string, unknown>)[name] : undefined;
}

function parsed(text: string): unknown {
  try {
    return JSON.parse(text) as unknown;
  } catch {
    return undefined;
  }
}
