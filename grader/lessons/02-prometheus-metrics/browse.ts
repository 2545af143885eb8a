import type { RequestPlan } from '../../observe/traffic.ts';
import type { Shopper } from '../shopper.ts';
import { CATEGORIES } from './names.ts';

/** A GET, and the route and status that the shop owes it. */
export const get = (path: string, route: string | null, expect: number | null): RequestPlan => ({
  method: 'GET',
  path,
  route,
  expect,
});

/** One after the other, so that no answer can have taken longer than the whole. */
export async function browse(visitor: Shopper): Promise<{ ids: string[] }> {
  const { random } = visitor;
  const ids: string[] = [];
  for (const category of CATEGORIES) {
    const { responseBody } = await visitor.send(get(`/products?category=${category}`, '/products', 200));
    ids.push(...[...responseBody.matchAll(/"id":"(\w+)"/g)].map(([, id]) => id ?? ''));
  }
  for (let visit = random.int(3, 6); visit > 0; visit -= 1)
    await visitor.send(get(`/products/${random.pick(ids)}`, '/products/:id', 200));
  for (let visit = random.int(1, 3); visit > 0; visit -= 1) await visitor.send(get('/products/', '/products', 200));
  await visitor.send({ ...get(`/products/${random.pick(ids)}/`, '/products/:id', 200), method: 'HEAD' });
  return { ids };
}
