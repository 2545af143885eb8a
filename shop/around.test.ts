import { describe, expect, test } from 'vitest';
import { createAround } from './around.ts';
import type { Charge } from './payments.ts';
import type { LedgerEntry } from './protocol.ts';
import { openShop } from './shop.ts';

const SEED = 20_251_224;

/** A shop with a customer who has a cart, and what its ledger holds from then on. */
async function openWithCart() {
  const entries: LedgerEntry[] = [];
  const opened = openShop(SEED, (report) => void (report.type === 'ledger' && entries.push(report.entry)));
  const { shop } = opened;
  const account = await shop.accounts.signUp({ email: 'ada@example.com', password: 'correct-horse' });
  const [product] = structuredClone(await shop.catalogue.list());
  if (product === undefined) throw new Error('the shop sells nothing');
  const cart = await shop.carts.create(account, [{ productId: product.id, quantity: 2 }]);
  entries.length = 0;
  return { ...opened, entries, account, product, cart };
}

test('wrappers stand around each other, the first outermost, and see results and errors', async () => {
  const around = createAround<string>();
  const seen: string[] = [];
  for (const name of ['outer', 'inner'])
    around.use(async (work, run) => {
      seen.push(`${name} ${work}`);
      try {
        return await run();
      } finally {
        seen.push(`${name} done`);
      }
    });
  expect(await around.run('a', () => Promise.resolve(1))).toBe(1);
  await expect(around.run('b', () => Promise.reject(new Error('no')))).rejects.toThrow('no');
  const all = (work: string) => [`outer ${work}`, `inner ${work}`, 'inner done', 'outer done'];
  expect(seen).toEqual([...all('a'), ...all('b')]);
});

test('every query can be wrapped, its wait for a connection included, and is in the ledger', async () => {
  const { shop, entries, product } = await openWithCart();
  const queries: string[] = [];
  shop.database.use(async ({ name, table, key }, run) => {
    const found = await run();
    queries.push(`${name} ${table} ${key}`);
    return found;
  });
  await shop.catalogue.find(product.id);
  expect(queries).toEqual([`select products ${product.id}`]);
  expect(entries).toEqual([{ kind: 'query', name: 'select', table: 'products' }]);
});

describe('charges', () => {
  test('can be wrapped, declined ones too', async () => {
    const { shop, account, cart } = await openWithCart();
    const charges: [Charge, string][] = [];
    shop.payments.use(async (charge, run) => {
      try {
        const result = await run();
        charges.push([charge, 'paid']);
        return result;
      } catch (error) {
        charges.push([charge, String(error)]);
        throw error;
      }
    });
    const pay = (number: string) =>
      shop.orders.place(account, { cartId: cart.id, payment: { method: 'card', card: { number, cvv: '1' } } });
    await expect(pay('4000000000009995')).rejects.toMatchObject({ reason: 'insufficient_funds' });
    await pay('4242424242424242');
    const charge = { cartId: cart.id, method: 'card', amountCents: cart.totalCents };
    expect(charges).toEqual([
      [charge, 'PaymentDeclined: the payment was declined: insufficient_funds'],
      [charge, 'paid'],
    ]);
  });

  test('that are none never reach the provider', async () => {
    const { shop, account, cart } = await openWithCart();
    let charges = 0;
    shop.payments.use((_charge, run) => {
      charges += 1;
      return run();
    });
    const payment = { method: 'shells' } as never;
    await expect(shop.orders.place(account, { cartId: cart.id, payment })).rejects.toThrow('method');
    expect(charges).toBe(0);
  });
});

test('stock is counted by category, and a delivery adds to it', async () => {
  const { shop, restock, entries, product } = await openWithCart();
  const { lamps, chairs } = shop.catalogue.stock();
  const products = await shop.catalogue.list('lamps');
  expect(lamps).toBe(products.reduce((sum, { stock }) => sum + stock, 0));
  entries.length = 0;
  restock(product.id, 25);
  restock('p_none', 25);
  expect(shop.catalogue.stock()).toMatchObject({ lamps: lamps + 25, chairs });
  expect(entries).toEqual([{ kind: 'stock', productId: product.id, category: 'lamps', stock: product.stock + 25 }]);
});

test('who has to wait for a connection is in the ledger', async () => {
  const { shop, entries, product } = await openWithCart();
  await Promise.all(Array.from({ length: 12 }, () => shop.catalogue.find(product.id)));
  expect(entries.filter(({ kind }) => kind === 'pool')).toEqual([
    { kind: 'pool', inUse: 10, waiting: 1 },
    { kind: 'pool', inUse: 10, waiting: 2 },
  ]);
});

describe('signing up', () => {
  test('through another service, without a password', async () => {
    const { shop } = await openWithCart();
    const token = 'id-token';
    expect(await shop.accounts.signUp({ email: 'g@example.com', provider: 'google', token })).toMatchObject({
      method: 'google',
    });
    expect(await shop.accounts.signUp({ email: 'e@example.com', password: 'p' })).toMatchObject({ method: 'email' });
    for (const password of ['', token])
      await expect(shop.accounts.logIn({ email: 'g@example.com', password })).rejects.toThrow('wrong');
  });

  test.for<[what: string, request: object]>([
    ['an unknown service', { provider: 'myspace', token: 't' }],
    ['a service without its token', { provider: 'google' }],
  ])('is refused: %s', async ([, request]) => {
    const { shop } = await openWithCart();
    await expect(shop.accounts.signUp({ email: 'x@example.com', ...request } as never)).rejects.toThrow('an account');
  });
});
