import type { GateFailure } from '../../../shop/protocol.ts';
import type { Random } from '../../../shop/random.ts';
import type { GatePlan, RequestPlan } from '../../observe/traffic.ts';
import type { Facts } from '../lesson.ts';
import type { Item, Paying, Shopper } from '../shopper.ts';
import { payFor, strangeName } from './visitor.ts';

/** What the errors of each bug say. */
const WORDS = {
  payment: 'the charge broke',
  order: 'connection lost after ShopError, PaymentDeclined', // whose words quote an expected error is none
  product: 'row locked',
  login: 'disk full',
  'sign-up': 'duplicate key',
  page: 'statement timed out',
  cart: 'too many connections',
  checkout: 'rolled back',
};

type Bug = keyof typeof WORDS;

/** A request, and where it is held. */
export interface Planned {
  gate: GatePlan;
  request: RequestPlan;
}

/** An order that was placed, and who placed it. */
export interface Order {
  id: string;
  shopper: Shopper;
}

/** What becomes of an order: its charge breaks, its cart cannot be read, its card is declined, or it is placed. */
export interface Fate {
  kind: 'broken' | 'unread' | 'declined' | 'placed';
  method: Paying['method'];
}

/** An order with a fate. */
export async function plannedPayment(
  shopper: Shopper,
  random: Random,
  products: string[],
  { kind, method }: Fate,
): Promise<Planned> {
  if (kind === 'broken') return await paymentPlan(shopper, random, products, method);
  const cartId = await shopper.fillCart(basket(random, products));
  if (kind === 'unread') {
    const { failure, facts } = breakage(random, 'checkout', {});
    const request = payFor(shopper, cartId, { method });
    return { gate: { at: 'query', key: cartId, failure }, request: { ...request, expect: null, facts } };
  }
  const declined = kind === 'declined';
  const ending = declined ? random.pick(['9995', '0069', '0002']) : '4242';
  const request = payFor(shopper, cartId, { method, ending });
  return { gate: { at: 'payment', key: cartId }, request: { ...request, expect: declined ? 402 : 201 } };
}

/** A payment that breaks the provider's client. */
export async function paymentPlan(
  shopper: Shopper,
  random: Random,
  products: string[],
  method: Paying['method'],
): Promise<Planned> {
  const cartId = await shopper.fillCart(basket(random, products));
  const { failure, facts } = breakage(random, 'payment', { secret: `sk_${random.text(24)}` });
  const request = payFor(shopper, cartId, { method });
  return {
    gate: { at: 'payment', key: cartId, failure },
    request: { ...request, path: `/orders?voucher=v_${random.text(16)}`, expect: null, facts },
  };
}

/** An order that cannot be read. */
export function orderPlan({ id }: Order, random: Random, more: Facts): Planned {
  const { failure, facts } = breakage(random, 'order', {});
  return {
    gate: { at: 'query', key: id, failure },
    request: { method: 'GET', path: `/orders/${id}`, route: '/orders/:id', expect: null, facts: { ...facts, ...more } },
  };
}

/** A product that cannot be read, with secrets in the query; the error may quote others. */
export function productPlan(random: Random, id: string, more: Facts, quoted: string[] = []): Planned {
  const { failure, facts } = breakage(random, 'product', { quoted });
  const query = `token=t_${random.text(16)}&email=${random.text(12)}%40example.com&${strangeName(random)}=${random.text(16)}`;
  return {
    gate: { at: 'query', key: id, failure },
    request: {
      method: 'GET',
      path: `/products/${id}?${query}`,
      route: '/products/:id',
      expect: null,
      facts: { ...facts, ...more },
    },
  };
}

/** The page of what goes well with a product. */
export function recommendationsOf(productId: string, facts: Facts = {}): RequestPlan {
  return {
    method: 'GET',
    path: `/products/${productId}/recommendations`,
    route: '/products/:id/recommendations',
    expect: null,
    facts,
  };
}

/** Recommendations that fail: the page has a fallback. */
export function fallbackPlan(random: Random, productId: string): Planned {
  const token = random.text(12);
  const failure = { kind: 'unexpected', message: `recommendations ${token} timed out` } as const;
  return {
    gate: { at: 'recommendations', key: productId, failure },
    request: recommendationsOf(productId, { fallback: token, productId }),
  };
}

/** A product that cannot be read when it is looked up for its recommendations: there is nothing to fall back to. */
export function pagePlan(random: Random, productId: string): Planned {
  const { failure, facts } = breakage(random, 'page', {});
  return { gate: { at: 'query', key: productId, failure }, request: recommendationsOf(productId, facts) };
}

/** A cart that cannot be filled, since a product cannot be read. */
export function cartPlan(random: Random, productId: string): Planned {
  const { failure, facts } = breakage(random, 'cart', {});
  const body = { items: [{ productId, quantity: 1 }] };
  return {
    gate: { at: 'query', key: productId, failure },
    request: { method: 'POST', path: '/carts', route: '/carts', body, expect: null, facts },
  };
}

/** A login that cannot be kept: nobody is logged in, and the query is about an e-mail address. */
export function loginPlan(random: Random, email: string): Planned {
  const { failure, facts } = breakage(random, 'login', {});
  const body = { email, password: `pw_${random.text(16)}` };
  return {
    gate: { at: 'query', key: email, failure },
    request: { method: 'POST', path: '/sessions', route: '/sessions', body, expect: null, facts },
  };
}

/** An account, through a service that vouches for the customer, that cannot be kept. */
export function signUpPlan(random: Random): Planned {
  const { failure, facts } = breakage(random, 'sign-up', {});
  const body = { email: `${random.text(12)}@example.com`, provider: 'google', token: random.text(40) };
  return {
    gate: { at: 'query', key: body.email, failure },
    request: { method: 'POST', path: '/accounts', route: '/accounts', body, expect: null, facts },
  };
}

/** A failure like no other: SDKs take errors that are alike for one. */
function breakage(
  random: Random,
  bug: Bug,
  { secret, quoted = [] }: { secret?: string; quoted?: string[] },
): { failure: GateFailure; facts: Facts } {
  const token = random.text(12);
  const message = `${WORDS[bug]}: ${token}${quoted.length === 0 ? '' : ` (${quoted.join(', paid with ')})`}`;
  return {
    failure: { kind: 'unexpected', message, ...(secret === undefined ? {} : { secret }) },
    facts: { token, bug, ...(secret === undefined ? {} : { secret }), ...(quoted.length === 0 ? {} : { quoted }) },
  };
}

/** Something to buy. */
export function basket(random: Random, products: string[]): Item[] {
  return [{ productId: random.pick(products), quantity: random.int(1, 3) }];
}
