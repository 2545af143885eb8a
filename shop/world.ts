import type { LedgerEntry } from './protocol.ts';
import { createRandom, type Random } from './random.ts';

export const CATEGORIES = ['lamps', 'chairs', 'teapots', 'clocks'] as const;

export type Category = (typeof CATEGORIES)[number];

export interface Product {
  id: string;
  name: string;
  category: Category;
  priceCents: number;
  stock: number;
}

/** The services that customers can sign up through. */
export const PROVIDERS = ['google', 'apple'] as const;

export type Provider = (typeof PROVIDERS)[number];

export interface Account {
  id: string;
  email: string;
  /** How the customer signed up: with an e-mail address and a password, or through another service. */
  method: 'email' | Provider;
  /** Empty where another service vouches for the customer. */
  passwordHash: string;
  /** A secret: the customer's key for the shop's API. */
  apiKey: string;
}

export interface CartItem {
  productId: string;
  quantity: number;
}

export interface Cart {
  id: string;
  accountId: string;
  items: CartItem[];
  totalCents: number;
}

export type PaymentMethod = 'card' | 'transfer' | 'wallet';

export interface Order {
  id: string;
  accountId: string;
  items: CartItem[];
  totalCents: number;
  paymentMethod: PaymentMethod;
}

/** Everything the shop knows. Replaced as a whole when the shop is seeded anew. */
export interface World {
  random: Random;
  products: Map<string, Product>;
  accounts: Map<string, Account>;
  /** Session tokens, and whose they are. */
  sessions: Map<string, string>;
  carts: Map<string, Cart>;
  orders: Map<string, Order>;
}

const PRODUCTS_PER_CATEGORY = 4;

/** Gives the world before its first customer: the same seed, the same products, ids and stock. */
export function createWorld(seed: number): World {
  const random = createRandom(seed);
  const products = CATEGORIES.flatMap((category) =>
    Array.from({ length: PRODUCTS_PER_CATEGORY }, (): Product => {
      const id = `p_${random.text(8)}`;
      const name = `${category.slice(0, -1)} no. ${random.int(100, 999)}`;
      return { id, name, category, priceCents: random.int(5, 200) * 100, stock: random.int(200, 400) };
    }),
  );
  return {
    random,
    products: new Map(products.map((product) => [product.id, product])),
    accounts: new Map(),
    sessions: new Map(),
    carts: new Map(),
    orders: new Map(),
  };
}

/** A product's stock, as the ledger has it. */
export function stockOf({ id, category, stock }: Product): LedgerEntry {
  return { kind: 'stock', productId: id, category, stock };
}
