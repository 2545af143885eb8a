import type { Exchange, Header, Json } from '../../evidence/evidence.ts';
import type { RequestPlan, Traffic } from '../../observe/traffic.ts';
import { answerList, textField } from '../shopper.ts';

/** Why an order is refused, and with what status. */
export const REFUSALS = {
  declined: 402,
  'unknown-product': 404,
  'out-of-stock': 409,
  'query-fails': 500,
  'provider-fails': 500,
  'payments-killed': 503,
  'payments-gone': 503,
} as const;

export type Refusal = keyof typeof REFUSALS;

/** What is known of an order, kept with its exchange. */
export interface OrderFacts {
  /** By which payments knows it. */
  reference: string;
  products: string[];
  /** Pieces. */
  itemCount: number;
  /** Dollars. */
  total: number;
  method: string;
  /** Empty when nothing is to go wrong. */
  refusal: Refusal | '';
  /** What the error that makes it fail says; empty where the shop has its own words. */
  message: string;
}

/** A trace that somebody else began. */
export interface Inbound {
  traceId: string;
  parentId: string;
  sampled: boolean;
}

/** What a request is an example of. */
export type Kind = 'plain' | 'inbound' | 'unsampled' | 'crowd' | 'last';

interface OrderWish {
  lines?: number;
  method?: 'card' | 'transfer' | 'wallet';
  refusal?: Refusal;
  message?: string;
}

/** Somebody who buys, and hands the shop secrets that nobody else may see. */
export interface Customer {
  /** Every secret that was sent. */
  readonly secrets: readonly string[];
  order(kind: Kind, wish?: OrderWish): RequestPlan & { order: OrderFacts };
  look(kind: Kind): RequestPlan;
  /** Follows the link of the confirmation mail. */
  followLink(kind: Kind, orderId: string): RequestPlan;
}

interface Product {
  id: string;
  priceCents: number;
}

/**
 * Looks around in the shop, and gives a customer who knows what there is.
 * @param expect how the shop must answer that; null where anything is to be judged by a check
 */
export async function createCustomer(
  traffic: Traffic,
  category: string,
  expect: number | null = 200,
): Promise<Customer> {
  const { random } = traffic;
  const secrets: string[] = [];
  const secret = (prefix: string): string => {
    const value = `${prefix}${random.text(20)}`;
    secrets.push(value);
    return value;
  };
  const own = (): Header[] => [
    ['Authorization', `Bearer ${secret('bearer_')}`],
    ['Cookie', `session=${secret('cookie_')}`],
  ];

  function dress(
    kind: Kind,
    plan: Omit<RequestPlan, 'headers' | 'facts'>,
    facts: Record<string, Json> = {},
  ): RequestPlan {
    if (kind === 'plain') return { ...plan, headers: own(), facts: { kind, ...facts } };
    const inbound: Inbound = { traceId: random.digits(32), parentId: random.digits(16), sampled: kind !== 'unsampled' };
    const { traceId, parentId, sampled } = inbound;
    const traceparent: Header = ['traceparent', `00-${traceId}-${parentId}-${sampled ? '01' : '00'}`];
    return { ...plan, headers: [...own(), traceparent], facts: { kind, inbound: { ...inbound }, ...facts } };
  }

  const look: RequestPlan = {
    method: 'GET',
    path: `/products?category=${category}&session=${secret('query_')}`,
    route: '/products',
    expect,
  };
  const products = productsIn(await traffic.send(dress('plain', look)));
  const pick = (): Product => random.pick(products);

  return {
    secrets,
    order(kind, { lines = 1, method = 'wallet', refusal, message = '' } = {}) {
      const chosen = random.shuffle(products).slice(0, lines);
      const quantity = refusal === 'out-of-stock' ? 100_000 : random.int(1, 3);
      const items = chosen.map(({ id }, index) => ({ productId: id, quantity: quantity + index }));
      if (refusal === 'unknown-product')
        items.splice(0, items.length, { productId: `p_${random.text(8)}`, quantity: 1 });
      const cents = chosen.reduce((sum, { priceCents }, index) => sum + priceCents * (quantity + index), 0);
      const number = `4${random.digits(11)}${refusal === 'declined' ? '0002' : '4242'}`;
      if (method === 'card') secrets.push(number);
      const order: OrderFacts = {
        reference: `ref_${random.text(12)}`,
        products: items.map(({ productId }) => productId),
        itemCount: items.reduce((sum, item) => sum + item.quantity, 0),
        total: cents / 100,
        method,
        refusal: refusal ?? '',
        message,
      };
      const payment = method === 'card' ? { method, card: { number, cvv: random.digits(3) } } : { method };
      const plan = {
        method: 'POST',
        path: '/orders',
        route: '/orders',
        body: { reference: order.reference, items, payment },
        expect: refusal === undefined ? 201 : REFUSALS[refusal],
      };
      return { ...dress(kind, plan, { order: { ...order } }), order };
    },
    look: (kind) => dress(kind, { method: 'GET', path: `/products/${pick().id}`, route: '/products/:id', expect: 200 }),
    followLink: (kind, orderId) =>
      dress(kind, {
        method: 'GET',
        path: `/orders/${orderId}?token=${secret('token_')}`,
        route: '/orders/:id',
        expect: 200,
      }),
  };
}

/** The products of an answer; those of an app that answers something else are none. */
function productsIn(exchange: Exchange): Product[] {
  const products = answerList(exchange) as Product[];
  return products.length > 0 ? products : NO_PRODUCTS;
}

const NO_PRODUCTS: Product[] = [{ id: 'p_none', priceCents: 100 }];

/** The id that an answer gives an order. */
export const orderIdOf = (exchange: Exchange): string => textField(exchange, 'id');
