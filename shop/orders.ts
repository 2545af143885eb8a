import type { Carts } from './carts.ts';
import type { Database } from './database.ts';
import { PaymentDeclined, ShopError } from './errors.ts';
import type { Gates } from './gates.ts';
import type { Payment, Payments } from './payments.ts';
import type { LedgerEntry } from './protocol.ts';
import { stockOf, type Account, type CartItem, type Order, type World } from './world.ts';

/** Orders: a cart, paid. */
export interface Orders {
  /**
   * Charges the customer and takes the goods from stock. The confirmation and the invoice follow by themselves.
   * @throws {ShopError} `cart_not_found`, `out_of_stock`, `invalid_request`, `payment_unavailable`
   * @throws {PaymentDeclined}
   * @throws {Error} anything else is unexpected: the database or the payment provider's client broke
   */
  place(account: Account, request: { cartId: string; payment: Payment }): Promise<Order>;
  /** An order of this customer's. @throws {ShopError} `order_not_found` */
  find(account: Account, id: string): Promise<Order>;
}

interface Parts {
  world: World;
  database: Database;
  gates: Gates;
  carts: Carts;
  payments: Payments;
  ledger(entry: LedgerEntry): void;
}

export function createOrders({ world, database, gates, carts, payments, ledger }: Parts): Orders {
  /** Takes all of a cart from stock, or nothing. */
  async function reserve(items: CartItem[]): Promise<void> {
    const taken: CartItem[] = [];
    try {
      for (const item of items) {
        const { productId, quantity } = item;
        await database.query({ name: 'update', table: 'products', key: productId }, () => {
          const product = world.products.get(productId);
          if (product === undefined || product.stock < quantity)
            throw new ShopError('out_of_stock', 'there are not enough of these left');
          product.stock -= quantity;
          taken.push(item);
          ledger(stockOf(product));
        });
      }
    } catch (error) {
      for (const { productId, quantity } of taken) {
        const product = world.products.get(productId);
        if (product === undefined) continue;
        product.stock += quantity;
        ledger(stockOf(product));
      }
      throw error;
    }
  }

  return {
    async place(account, { cartId, payment }) {
      const cart = await carts.find(account, cartId);
      try {
        await payments.charge(cart, payment);
      } catch (error) {
        if (error instanceof PaymentDeclined)
          ledger({ kind: 'decline', cartId, accountId: account.id, reason: error.reason });
        throw error;
      }
      await reserve(cart.items);
      const order: Order = {
        id: `o_${world.random.text(8)}`,
        accountId: account.id,
        items: cart.items,
        totalCents: cart.totalCents,
        paymentMethod: payment.method,
      };
      await database.query({ name: 'insert', table: 'orders', key: order.id }, () => world.orders.set(order.id, order));
      ledger({
        kind: 'order',
        orderId: order.id,
        accountId: account.id,
        total: order.totalCents,
        method: order.paymentMethod,
      });
      startPaperwork(gates, order);
      return order;
    },
    async find(account, id) {
      const order = await database.query({ name: 'select', table: 'orders', key: id }, () => world.orders.get(id));
      if (order === undefined || order.accountId !== account.id)
        throw new ShopError('order_not_found', 'there is no such order');
      return order;
    },
  };
}

/**
 * Nobody waits for this work, as in many shops: when the confirmation fails, a promise is rejected that no one
 * handles; when the invoice fails, a callback throws where no one catches.
 */
function startPaperwork(gates: Gates, order: Order): void {
  void gates.pass('confirmation', order.id);
  gates.pass('invoice', order.id).catch((error: unknown) => {
    setImmediate(() => {
      throw error;
    });
  });
}
