import { createAccounts, type Accounts } from './accounts.ts';
import { createCheckout, type Checkout } from './checkout.ts';
import { createConfirmations, type Confirmations } from './confirmations.ts';
import { createCarts, type Carts } from './carts.ts';
import { createCatalogue, type Catalogue } from './catalogue.ts';
import { createDatabase, type Database } from './database.ts';
import { createGates, type Gates } from './gates.ts';
import { createOrders, type Orders } from './orders.ts';
import { createPayments, type Payments } from './payments.ts';
import type { LedgerEntry, ShopReport } from './protocol.ts';
import { createRecommendations, type Recommendations } from './recommendations.ts';
import { createWorld, stockOf } from './world.ts';

/** The shop's domain: no HTTP, no telemetry. */
export interface Shop {
  catalogue: Catalogue;
  accounts: Accounts;
  carts: Carts;
  orders: Orders;
  payments: Payments;
  checkout: Checkout;
  confirmations: Confirmations;
  recommendations: Recommendations;
  database: Pick<Database, 'pool' | 'use'>;
}

/** A shop together with the handles by which a grader steers it. */
export interface SteeredShop {
  shop: Shop;
  gates: Gates;
  /** Starts the shop's world over: the same seed, the same products, ids, prices, stock and latencies. */
  reseed(seed: number): void;
  /** Puts more of a product in stock, as the warehouse does: without a request. */
  restock(productId: string, quantity: number): void;
}

/** Opens a shop; what it has to tell the grader goes through `report`. */
export function openShop(seed: number, report: (message: ShopReport) => void = () => {}): SteeredShop {
  const world = createWorld(seed);
  const gates = createGates(report);
  const ledger = (entry: LedgerEntry): void => report({ type: 'ledger', entry });
  const database = createDatabase(gates, () => world.random, ledger);
  const payments = createPayments(gates, world);
  const catalogue = createCatalogue(world, database);
  const carts = createCarts(world, database, catalogue);
  const orders = createOrders({
    world,
    database,
    gates,
    carts,
    payments,
    ledger,
  });
  const checkout = createCheckout(world, database, catalogue, ledger);
  const confirmations = createConfirmations(gates);
  return {
    shop: {
      catalogue,
      accounts: createAccounts(world, database),
      carts,
      orders,
      payments,
      checkout,
      confirmations,
      recommendations: createRecommendations(world, gates),
      database,
    },
    gates,
    reseed: (next) => void Object.assign(world, createWorld(next)),
    restock(productId, quantity) {
      const product = world.products.get(productId);
      if (product === undefined) return;
      product.stock += quantity;
      ledger(stockOf(product));
    },
  };
}
