import { AsyncLocalStorage } from 'node:async_hooks';
import { expect, test } from 'vitest';
import type { ConfirmationJob } from './confirmations.ts';
import { ShopError } from './errors.ts';
import type { ShopReport } from './protocol.ts';
import { openShop } from './shop.ts';

async function open() {
  const reports: ShopReport[] = [];
  const { shop } = openShop(20_251_224, (report) => reports.push(report));
  const [product] = structuredClone(await shop.catalogue.list());
  if (product === undefined) throw new Error('the shop sells nothing');
  const queries: string[] = [];
  shop.database.use((statement, run) => {
    queries.push(`${statement.name} ${statement.table}`);
    return run();
  });
  const kinds = () => reports.flatMap((report) => (report.type === 'ledger' ? [report.entry.kind] : []));
  return { shop, product, queries, kinds };
}

const codeOf = (work: Promise<unknown>): Promise<string> =>
  work.then(
    () => 'went well',
    (error: unknown) => (error instanceof ShopError ? error.code : String(error)),
  );

test('an order goes step by step, each with its queries', async () => {
  const { shop, product, queries, kinds } = await open();
  const items = [{ productId: product.id, quantity: 2 }];
  const quote = await shop.checkout.quote(items);
  expect(quote).toEqual({ items, itemCount: 2, totalCents: 2 * product.priceCents });
  expect(queries.splice(0)).toEqual(['select products']);
  await shop.checkout.checkInventory(quote.items);
  expect(queries.splice(0)).toEqual(['select stock']);
  const order = await shop.checkout.record(quote, { id: 'pay_1', method: 'wallet' });
  expect(queries.splice(0)).toEqual(['update stock', 'insert orders']);
  expect(order).toMatchObject({ items, totalCents: quote.totalCents, paymentMethod: 'wallet' });
  expect(await shop.checkout.find(order.id)).toEqual(order);
  expect((await shop.catalogue.find(product.id)).stock).toBe(product.stock - 2);
  expect(kinds()).toEqual(expect.arrayContaining(['stock', 'order']));
});

test.for<[what: string, items: unknown]>([
  ['nothing', undefined],
  ['no items', []],
  ['no list', {}],
  ['an item that is none', [null]],
  ['no pieces', [{ productId: 'p', quantity: 0 }]],
  ['half a piece', [{ productId: 'p', quantity: 0.5 }]],
  ['pieces in words', [{ productId: 'p', quantity: '2' }]],
])('%s is no order', async ([, items]) => {
  const { shop } = await open();
  expect(await codeOf(shop.checkout.quote(items as never))).toBe('invalid_request');
});

test('what is not there, or not any more, is refused', async () => {
  const { shop, product } = await open();
  const quote = await shop.checkout.quote([{ productId: product.id, quantity: product.stock }]);
  expect(await codeOf(shop.checkout.quote([{ productId: 'p_none', quantity: 1 }]))).toBe('product_not_found');
  expect(await codeOf(shop.checkout.checkInventory([{ productId: product.id, quantity: product.stock + 1 }]))).toBe(
    'out_of_stock',
  );
  await shop.checkout.record(quote, { id: 'pay_1', method: 'card' });
  expect(await codeOf(shop.checkout.record(quote, { id: 'pay_2', method: 'card' }))).toBe('out_of_stock');
  expect(await codeOf(shop.checkout.find('o_none'))).toBe('order_not_found');
});

test("a confirmation is worked off later, outside the request's context, with what came with it as JSON", async () => {
  const { shop } = await open();
  const request = new AsyncLocalStorage<string>();
  const seen: { job: ConfirmationJob; context: string | undefined }[] = [];
  const two = Promise.withResolvers<undefined>();
  request.run('boot', () =>
    shop.confirmations.work(async (job) => {
      seen.push({ job, context: request.getStore() });
      if (seen.length === 2) two.resolve(undefined);
      await shop.confirmations.send(job.orderId);
    }),
  );
  const headers = { traceparent: '00-x' };
  request.run('a request', () => {
    shop.confirmations.enqueue({ orderId: 'o_1', headers });
    expect(seen).toEqual([]);
  });
  headers.traceparent = 'changed';
  shop.confirmations.enqueue({ orderId: 'o_2' });
  await two.promise;
  expect(seen).toEqual([
    { job: { orderId: 'o_1', headers: { traceparent: '00-x' } }, context: undefined },
    { job: { orderId: 'o_2' }, context: undefined },
  ]);
});

test('a job that fails, at once or later, ends that job and no other', async () => {
  const { shop } = await open();
  const seen: string[] = [];
  const three = Promise.withResolvers<undefined>();
  shop.confirmations.enqueue({ orderId: 'o_1' });
  shop.confirmations.enqueue({ orderId: 'o_2' });
  shop.confirmations.enqueue({ orderId: 'o_3' });
  shop.confirmations.work(({ orderId }) => {
    seen.push(orderId);
    if (orderId === 'o_1') throw new Error('at once');
    if (orderId === 'o_2') return Promise.reject(new Error('later'));
    three.resolve(undefined);
    return Promise.resolve();
  });
  await three.promise;
  expect(seen).toEqual(['o_1', 'o_2', 'o_3']);
});

test('the recommendations know what goes with a product, and the bestsellers are there without them', async () => {
  const { shop, product } = await open();
  const near = await shop.recommendations.forProduct(product.id);
  expect(near).not.toContain(product.id);
  for (const id of near) expect((await shop.catalogue.find(id)).category).toBe(product.category);
  expect(shop.recommendations.bestsellers()).toHaveLength(3);
});
