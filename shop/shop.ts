import { createAccounts, type Accounts } from './accounts.ts';
import { createCarts, type Carts } from './carts.ts';
import { createCatalogue, type Catalogue } from './catalogue.ts';
import { createDatabase, type Database } from './database.ts';
import { createGates, type Gates } from './gates.ts';
import { createOrders, type Orders } from './orders.ts';
import type { ShopReport } from './protocol.ts';
import { createWorld } from './world.ts';

/** The shop's domain: no HTTP, no telemetry. */
export interface Shop {
  catalogue: Catalogue;
  accounts: Accounts;
  carts: Carts;
  orders: Orders;
  database: Pick<Database, 'pool'>;
}

/** A shop together with the handles by which a grader steers it. */
export interface SteeredShop {
  shop: Shop;
  gates: Gates;
  /** Starts the shop's world over: the same seed, the same products, ids, prices, stock and latencies. */
  reseed(seed: number): void;
}

/** Opens a shop; what it has to tell the grader goes through `report`. */
export function openShop(seed: number, report: (message: ShopReport) => void = () => {}): SteeredShop {
  const world = createWorld(seed);
  const gates = createGates(report);
  const database = createDatabase(gates, () => world.random);
  const catalogue = createCatalogue(world, database);
  const carts = createCarts(world, database, catalogue);
  const orders = createOrders({
    world,
    database,
    gates,
    carts,
    ledger: (entry) => report({ type: 'ledger', entry }),
  });
  return {
    shop: { catalogue, accounts: createAccounts(world, database), carts, orders, database },
    gates,
    reseed: (next) => void Object.assign(world, createWorld(next)),
  };
}
