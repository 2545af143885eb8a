import type { Catalogue } from './catalogue.ts';
import type { Database } from './database.ts';
import { ShopError } from './errors.ts';
import type { LedgerEntry } from './protocol.ts';
import { stockOf, type CartItem, type Order, type PaymentMethod, type World } from './world.ts';

/** What an order would come to. */
export interface Quote {
  items: CartItem[];
  /** Pieces, not lines. */
  itemCount: number;
  totalCents: number;
}

/** An order step by step, for a shop whose payments are another service's. */
export interface Checkout {
  /** Prices the items. @throws {ShopError} `invalid_request`, `product_not_found` */
  quote(items: CartItem[]): Promise<Quote>;
  /** @throws {ShopError} `out_of_stock` */
  checkInventory(items: CartItem[]): Promise<void>;
  /** Takes the goods from stock and keeps the order. @throws {ShopError} `out_of_stock` */
  record(quote: Quote, payment: { id: string; method: PaymentMethod }): Promise<Order>;
  /** @throws {ShopError} `order_not_found` */
  find(orderId: string): Promise<Order>;
}

/** Orders that come through a checkout have no account. */
const NOBODY = '';

export function createCheckout(
  world: World,
  database: Database,
  catalogue: Catalogue,
  ledger: (entry: LedgerEntry) => void,
): Checkout {
  const outOfStock = (): ShopError => new ShopError('out_of_stock', 'there are not enough of these left');
  return {
    async quote(items) {
      if (
        !Array.isArray(items) ||
        items.length === 0 ||
        !items.every((item: CartItem | null) => Number.isInteger(item?.quantity) && Number(item?.quantity) > 0)
      )
        throw new ShopError('invalid_request', 'an order needs items, each with a productId and a quantity');
      let totalCents = 0;
      for (const { productId, quantity } of items)
        totalCents += (await catalogue.find(productId)).priceCents * quantity;
      return { items, itemCount: items.reduce((sum, { quantity }) => sum + quantity, 0), totalCents };
    },
    async checkInventory(items) {
      for (const { productId, quantity } of items)
        await database.query({ name: 'select', table: 'stock', key: productId }, () => {
          if ((world.products.get(productId)?.stock ?? 0) < quantity) throw outOfStock();
        });
    },
    async record({ items, totalCents }, payment) {
      for (const { productId, quantity } of items)
        await database.query({ name: 'update', table: 'stock', key: productId }, () => {
          const product = world.products.get(productId);
          if (product === undefined || product.stock < quantity) throw outOfStock();
          product.stock -= quantity;
          ledger(stockOf(product));
        });
      const id = `o_${world.random.text(8)}`;
      const order: Order = { id, accountId: NOBODY, items, totalCents, paymentMethod: payment.method };
      await database.query({ name: 'insert', table: 'orders', key: id }, () => world.orders.set(id, order));
      ledger({ kind: 'order', orderId: id, accountId: NOBODY, total: totalCents, method: payment.method });
      return order;
    },
    async find(orderId) {
      const order = await database.query({ name: 'select', table: 'orders', key: orderId }, () =>
        world.orders.get(orderId),
      );
      if (order === undefined) throw new ShopError('order_not_found', 'there is no such order');
      return order;
    },
  };
}
