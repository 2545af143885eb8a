import type { Database } from './database.ts';
import { ShopError } from './errors.ts';
import { CATEGORIES, type Category, type Product, type World } from './world.ts';

/** What the shop sells. */
export interface Catalogue {
  /** All products, or those of one category. @throws {ShopError} `unknown_category` */
  list(category?: string): Promise<Product[]>;
  /** @throws {ShopError} `product_not_found` */
  find(id: string): Promise<Product>;
  /** Pieces in stock of each category, now: from memory, without a query. */
  stock(): Record<Category, number>;
}

export function createCatalogue(world: World, database: Database): Catalogue {
  return {
    async list(category) {
      if (category !== undefined && !CATEGORIES.some((known) => known === category))
        throw new ShopError('unknown_category', `there is no category "${category}"`);
      return await database.query({ name: 'select', table: 'products', key: category ?? '*' }, () =>
        [...world.products.values()].filter((product) => (category ?? product.category) === product.category),
      );
    },
    async find(id) {
      const product = await database.query({ name: 'select', table: 'products', key: id }, () =>
        world.products.get(id),
      );
      if (product === undefined) throw new ShopError('product_not_found', 'there is no such product');
      return product;
    },
    stock() {
      const pieces = Object.fromEntries(CATEGORIES.map((category) => [category, 0])) as Record<Category, number>;
      for (const { category, stock } of world.products.values()) pieces[category] += stock;
      return pieces;
    },
  };
}
