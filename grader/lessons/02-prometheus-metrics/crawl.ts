import type { Traffic } from '../../observe/traffic.ts';
import { createShopper } from '../shopper.ts';
import { browse, get } from './browse.ts';

/** What crawlers, scanners and growth do to a service: ids, paths and methods without end. */
export async function driveCrawl(traffic: Traffic): Promise<void> {
  const { random } = traffic;
  const visitor = createShopper(traffic, random.fork());
  const { ids } = await browse(visitor);
  const one = async (method: string): Promise<void> => {
    await visitor.send(get(`/products/p_${random.text(9)}`, '/products/:id', 404));
    await visitor.send(get(`/${random.text(9)}`, null, 404));
    await visitor.send({ method, path: `/${random.text(6)}`, route: null, expect: 404 });
    await visitor.send({ method, path: '/products', route: null, expect: 404 });
    const customer = createShopper(traffic, random.fork());
    await customer.signIn();
    const cart = await customer.fillCart([{ productId: random.pick(ids), quantity: 1 }]);
    await customer.send({ ...customer.order(cart, { method: 'wallet' }), facts: { charge: 'paid' } });
  };
  await one('PURGE');
  await traffic.scrape('warm');
  for (const method of random.shuffle(ODD_METHODS)) await one(method);
  const crawled = Array.from({ length: 200 }, (_, index) => [
    index % 10 === 0
      ? get(`/products/${random.pick(ids)}`, '/products/:id', 200)
      : get(`/products/p_${random.text(9)}`, '/products/:id', 404),
    get(`/${random.text(5)}/${random.text(9)}.php`, null, 404),
  ]).flat();
  const waiting = [...crawled];
  await Promise.all(
    Array.from({ length: 8 }, async () => {
      for (let next = waiting.shift(); next !== undefined; next = waiting.shift()) await visitor.send(next);
    }),
  );
  await traffic.scrape('crawled');
}

const ODD_METHODS = ['PROPFIND', 'MKCOL', 'LINK', 'REPORT'];
