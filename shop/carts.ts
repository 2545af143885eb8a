import type { Catalogue } from './catalogue.ts';
import type { Database } from './database.ts';
import { ShopError } from './errors.ts';
import type { Account, Cart, CartItem, World } from './world.ts';

/** Carts: what a customer means to buy. */
export interface Carts {
  /** @throws {ShopError} `invalid_request`, `product_not_found` */
  create(account: Account, items: CartItem[]): Promise<Cart>;
  /** A cart of this customer's. @throws {ShopError} `cart_not_found` */
  find(account: Account, id: string): Promise<Cart>;
}

export function createCarts(world: World, database: Database, catalogue: Catalogue): Carts {
  return {
    async create(account, items) {
      if (
        !Array.isArray(items) ||
        items.length === 0 ||
        !items.every((item: CartItem | null) => item !== null && item.quantity > 0)
      )
        throw new ShopError('invalid_request', 'a cart needs items, each with a productId and a quantity');
      let totalCents = 0;
      for (const { productId, quantity } of items)
        totalCents += (await catalogue.find(productId)).priceCents * quantity;
      const cart = { id: `c_${world.random.text(8)}`, accountId: account.id, items, totalCents };
      return await database.query({ name: 'insert', table: 'carts', key: cart.id }, () => {
        world.carts.set(cart.id, cart);
        return cart;
      });
    },
    async find(account, id) {
      const cart = await database.query({ name: 'select', table: 'carts', key: id }, () => world.carts.get(id));
      if (cart === undefined || cart.accountId !== account.id)
        throw new ShopError('cart_not_found', 'there is no such cart');
      return cart;
    },
  };
}
