import { createRandom } from '../../../shop/random.ts';
import type { Part } from './days-model.ts';
import { SERVICES } from './names.ts';

/** The parts of the shop that are selected, one after the other: each service, a route, two routes, an instance, and a route that it does not serve. */
export function partsOf(seed: number): Part[] {
  const random = createRandom(seed);
  const route = random.pick(['/orders', '/products', '/carts']);
  const two = random.shuffle(['/orders', '/products/:id', '/charges', '/sessions']).slice(0, 2);
  const instance = random.pick(['shop-1', 'shop-2']);
  return [
    ...SERVICES.map((service) => ({ service: [service] })),
    { route: [route] },
    { route: two },
    { instance: [instance] },
    { route: ['/charges'], instance: [instance] },
  ];
}
