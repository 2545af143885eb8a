import type { Gates } from './gates.ts';
import type { World } from './world.ts';

/** What goes well with a product. A service of its own, and one that the shop can do without. */
export interface Recommendations {
  /** Ids of products that go with this one. @throws {RecommendationsError} when the service does not answer */
  forProduct(productId: string): Promise<string[]>;
  /** Ids of products that go with anything: from memory, without the service. The same for everybody, and always there. */
  bestsellers(): string[];
}

const LENGTH = 3;

export function createRecommendations(world: World, gates: Gates): Recommendations {
  return {
    async forProduct(productId) {
      await gates.pass('recommendations', productId);
      const product = world.products.get(productId);
      const others = [...world.products.values()].filter(({ id }) => id !== productId);
      const near = others.filter(({ category }) => category === product?.category);
      return near.slice(0, LENGTH).map(({ id }) => id);
    },
    bestsellers: () =>
      [...world.products.values()]
        .toSorted((a, b) => a.stock - b.stock)
        .slice(0, LENGTH)
        .map(({ id }) => id),
  };
}
