import { EventEmitter, once } from 'node:events';
import { describe, expect, test } from 'vitest';
import { ShopError } from './errors.ts';
import type { Payment } from './payments.ts';
import type { GateFailure, ShopReport } from './protocol.ts';
import { openShop } from './shop.ts';
import type { CartItem } from './world.ts';

const SEED = 20_251_224;
const ADA = { email: 'ada@example.com', password: 'correct-horse' };

/** A shop with one customer, and everything it has told so far. Products are copies: the shop's own change as it sells. */
async function openWithCustomer() {
  const reports: ShopReport[] = [];
  const told = new EventEmitter();
  const { shop, gates } = openShop(SEED, (report) => {
    reports.push(report);
    told.emit('report');
  });
  const account = await shop.accounts.signUp(ADA);
  const products = structuredClone(await shop.catalogue.list());
  const [product] = products;
  if (product === undefined) throw new Error('the shop sells nothing');
  const ledger = () => reports.flatMap((it) => (it.type === 'ledger' && it.entry.kind !== 'query' ? [it.entry] : []));
  const held = () => reports.flatMap((report) => (report.type === 'held' ? [report.id] : []));
  const untilHeld = async (count: number) => {
    while (held().length < count) await once(told, 'report');
  };
  const order = async (items: CartItem[], payment: Payment) => {
    const cart = await shop.carts.create(account, items);
    return { cart, placed: shop.orders.place(account, { cartId: cart.id, payment }) };
  };
  const one = [{ productId: product.id, quantity: 1 }];
  const stockOf = async (id: string) => (await shop.catalogue.find(id)).stock;
  return { shop, gates, reports, ledger, held, untilHeld, account, products, product, order, one, stockOf };
}

/** The code of the shop's error that `work` ends with. */
async function codeOf(work: Promise<unknown>): Promise<string> {
  const error = await work.then(
    () => 'went well',
    (thrown: unknown) => thrown,
  );
  return error instanceof ShopError ? error.code : String(error);
}

describe('orders', () => {
  test('a paid cart becomes an order, leaves the stock smaller, and both are told', async () => {
    const { shop, ledger, account, product, order, stockOf } = await openWithCustomer();
    const { id: productId, priceCents, stock, category } = product;
    const card = { number: '4242424242424242', cvv: '123' };
    const { cart, placed } = await order([{ productId, quantity: 3 }], { method: 'card', card });
    const { id, ...rest } = await placed;
    expect(cart.totalCents).toBe(3 * priceCents);
    const items = [{ productId, quantity: 3 }];
    expect(rest).toEqual({ accountId: account.id, items, totalCents: 3 * priceCents, paymentMethod: 'card' });
    expect(await shop.orders.find(account, id)).toEqual({ id, ...rest });
    expect(await stockOf(productId)).toBe(stock - 3);
    expect(ledger()).toEqual([
      { kind: 'stock', productId, category, stock: stock - 3 },
      { kind: 'order', orderId: id, accountId: account.id, total: 3 * priceCents, method: 'card' },
    ]);
  });

  test.for([
    ['9995', 'insufficient_funds'],
    ['0069', 'card_expired'],
    ['0002', 'card_declined'],
  ])('a card that ends with %s is declined: %s', async ([ending, reason]) => {
    const { ledger, account, product, order, one, stockOf } = await openWithCustomer();
    const { cart, placed } = await order(one, { method: 'card', card: { number: `4000000000${ending}`, cvv: '123' } });
    await expect(placed).rejects.toMatchObject({ name: 'PaymentDeclined', code: 'payment_declined', reason });
    expect(ledger()).toEqual([{ kind: 'decline', cartId: cart.id, accountId: account.id, reason }]);
    expect(await stockOf(product.id)).toBe(product.stock);
  });

  test('stock is sold to the last piece and no further', async () => {
    const { ledger, product, order, stockOf } = await openWithCustomer();
    const { id: productId, stock } = product;
    const { placed: tooMany } = await order([{ productId, quantity: stock + 1 }], { method: 'wallet' });
    expect(await codeOf(tooMany)).toBe('out_of_stock');
    expect(ledger()).toEqual([]);
    const { placed: all } = await order([{ productId, quantity: stock }], { method: 'wallet' });
    expect(await all).toMatchObject({ paymentMethod: 'wallet' });
    expect(await stockOf(productId)).toBe(0);
  });

  test('an order that cannot be filled takes nothing from stock, not even the part that is there', async () => {
    const { ledger, products, product, order, stockOf } = await openWithCustomer();
    const items = products.slice(0, 2).map(({ id, stock }, index) => ({ productId: id, quantity: index * stock + 1 }));
    expect(await codeOf((await order(items, { method: 'wallet' })).placed)).toBe('out_of_stock');
    expect(await stockOf(product.id)).toBe(product.stock);
    expect(ledger().at(-1)).toMatchObject({ kind: 'stock', productId: product.id, stock: product.stock });
  });

  test.for<[what: string, payment: unknown]>([
    ['no payment', undefined],
    ['an unknown method', { method: 'shells' }],
    ['a card payment without a card', { method: 'card' }],
    ['a card payment whose card is null', { method: 'card', card: null }],
  ])('a payment that is none is an invalid request: %s', async ([, payment]) => {
    const { order, one } = await openWithCustomer();
    const { placed } = await order(one, payment as Payment);
    expect(await codeOf(placed)).toBe('invalid_request');
  });

  test("other people's carts and orders do not exist", async () => {
    const { shop, order, one } = await openWithCustomer();
    const { cart, placed } = await order(one, { method: 'wallet' });
    const { id } = await placed;
    const eve = await shop.accounts.signUp({ email: 'eve@example.com', password: 'x' });
    const theft = shop.orders.place(eve, { cartId: cart.id, payment: { method: 'wallet' } });
    expect(await codeOf(theft)).toBe('cart_not_found');
    expect(await codeOf(shop.orders.find(eve, id))).toBe('order_not_found');
  });
});

test.for<[what: string, items: unknown, code: string]>([
  ['an empty list', [], 'invalid_request'],
  ['an item that is null', [null], 'invalid_request'],
  ['an item without a quantity', [{ productId: 'p' }], 'invalid_request'],
  ['one quantity of 0', [1, 0].map((quantity) => ({ productId: 'p', quantity })), 'invalid_request'],
  ['a product that there is not', [{ productId: 'p_none', quantity: 1 }], 'product_not_found'],
])('a cart is refused: %s', async ([, items, code]) => {
  const { shop, account } = await openWithCustomer();
  expect(await codeOf(shop.carts.create(account, items as CartItem[]))).toBe(code);
});

test('there is one account per email, and a session for who knows its password', async () => {
  const { shop, account } = await openWithCustomer();
  expect(await codeOf(shop.accounts.signUp({ ...ADA, password: 'other' }))).toBe('email_taken');
  expect(await codeOf(shop.accounts.signUp({ email: 'eve@example.com' } as typeof ADA))).toBe('invalid_request');
  expect(await codeOf(shop.accounts.logIn({ ...ADA, password: 'wrong' }))).toBe('invalid_credentials');
  const { token } = await shop.accounts.logIn(ADA);
  expect(await shop.accounts.authenticate(token)).toEqual(account);
  expect(await shop.accounts.authenticate('ses_none')).toBeUndefined();
});

test('products are listed by category, and an unknown one is refused', async () => {
  const { shop, products } = await openWithCustomer();
  expect(await shop.catalogue.list('clocks')).toEqual(products.slice(-4));
  expect(await codeOf(shop.catalogue.list('spoons'))).toBe('unknown_category');
});

describe('the pool', () => {
  test('has ten connections; who comes later waits in line, and is handed the one that is freed', async () => {
    const { shop, gates, untilHeld, product } = await openWithCustomer();
    const ids = Array.from({ length: 10 }, (_, index) => index + 1);
    for (const id of ids) gates.arm({ id, at: 'query', key: product.id, hold: true });
    gates.arm({ id: 11, at: 'query', key: 'p_first', hold: true });
    gates.arm({ id: 12, at: 'query', key: 'p_second', hold: true });
    const queries = ids.map(() => shop.catalogue.find(product.id));
    await untilHeld(10);
    const first = codeOf(shop.catalogue.find('p_first'));
    const second = codeOf(shop.catalogue.find('p_second'));
    expect(shop.database.pool()).toEqual({ size: 10, inUse: 10, waiting: 2 });

    gates.release(3);
    await untilHeld(11);
    expect(shop.database.pool()).toEqual({ size: 10, inUse: 10, waiting: 1 });

    gates.release(11);
    expect(await first).toBe('product_not_found');
    await untilHeld(12);
    expect(shop.database.pool()).toEqual({ size: 10, inUse: 10, waiting: 0 });

    for (const id of [...ids, 12]) gates.release(id);
    await Promise.all([...queries, second]);
    expect(shop.database.pool()).toEqual({ size: 10, inUse: 0, waiting: 0 });
  });

  test('gets its connection back from a query that fails', async () => {
    const { shop, gates, product } = await openWithCustomer();
    gates.arm({ id: 1, at: 'query', hold: false, failure: { kind: 'unexpected', message: 'lost' } });
    await expect(shop.catalogue.find(product.id)).rejects.toMatchObject({ name: 'DatabaseError', message: 'lost' });
    expect(shop.database.pool()).toMatchObject({ inUse: 0 });
  });
});

describe('gates', () => {
  test('hold the first work about their key until they are released, and tell how long that was', async () => {
    const { shop, gates, reports, ledger, untilHeld, products, product } = await openWithCustomer();
    gates.release(1); // nothing stands there
    gates.arm({ id: 1, at: 'query', key: product.id, hold: true });
    const since = performance.now();
    const found = shop.catalogue.find(product.id);
    await untilHeld(1);
    expect(await shop.catalogue.find(products[1]?.id ?? '')).toEqual(products[1]);
    expect(await shop.catalogue.find(product.id)).toEqual(product);
    expect(reports.flatMap(({ type }) => (type === 'ledger' ? [] : [type]))).toEqual(['armed', 'held']);
    gates.release(1);
    expect(await found).toEqual(product);
    const ms: unknown = expect.toSatisfy((held: number) => held >= 0 && held <= performance.now() - since);
    expect(ledger()).toEqual([{ kind: 'wait', at: 'query', key: product.id, ms }]);
  });

  test('without a key take the first work that comes to their point', async () => {
    const { gates, held, untilHeld, order, one } = await openWithCustomer();
    gates.arm({ id: 1, at: 'payment', hold: true });
    const { placed: first } = await order(one, { method: 'wallet' });
    await untilHeld(1);
    const { placed: second } = await order(one, { method: 'transfer' });
    expect(await second).toMatchObject({ paymentMethod: 'transfer' });
    gates.release(1);
    expect(await first).toMatchObject({ paymentMethod: 'wallet' });
    expect(held()).toEqual([1]);
  });

  test.for<[failure: GateFailure, error: object]>([
    [
      { kind: 'declined', reason: 'card_expired' },
      { code: 'payment_declined', reason: 'card_expired' },
    ],
    [{ kind: 'unavailable' }, { name: 'ShopError', code: 'payment_unavailable' }],
    [
      { kind: 'unexpected', message: 'broke', secret: 'sk_1' },
      { name: 'PaymentGatewayError', message: 'broke', config: { headers: { authorization: 'Bearer sk_1' } } },
    ],
  ])('fail a payment they held as they were told: %o', async ([failure, error]) => {
    const { gates, untilHeld, order, one } = await openWithCustomer();
    gates.arm({ id: 1, at: 'payment', hold: true, failure });
    const { placed } = await order(one, { method: 'wallet' });
    await untilHeld(1);
    gates.release(1);
    await expect(placed).rejects.toMatchObject(error);
  });
});

test('the same seed opens the same shop, another one another', async () => {
  const [one, same] = await Promise.all([openWithCustomer(), openWithCustomer()]);
  expect([same.products, same.account]).toEqual([one.products, one.account]);
  const other = await openShop(SEED + 1).shop.catalogue.list();
  expect(other.map(({ id }) => id)).not.toContain(one.product.id);
});

test('a shop that is seeded anew has forgotten everything, and opens as if for the first time', async () => {
  const { shop, reseed } = openShop(SEED + 1);
  const account = await shop.accounts.signUp(ADA);
  const { token } = await shop.accounts.logIn(ADA);
  const [product] = await shop.catalogue.list();
  const cart = await shop.carts.create(account, [{ productId: product?.id ?? '', quantity: 1 }]);

  reseed(SEED);
  expect(await shop.accounts.authenticate(token)).toBeUndefined();
  expect(await codeOf(shop.carts.find(account, cart.id))).toBe('cart_not_found');
  reseed(SEED);
  const fresh = await openWithCustomer();
  expect(await shop.accounts.signUp(ADA)).toEqual(fresh.account);
  expect(await shop.catalogue.list()).toEqual(fresh.products);
});
