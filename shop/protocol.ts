/**
 * What the grader and the shop say to each other over the child process's IPC channel.
 * The grader steers (gates) and the shop reports (ledger); no telemetry library sees this channel.
 */

/** Where a gate can stand. `key` of a gate is the id named here. */
export type GatePoint =
  | 'query' // a database query; key: the id looked up (order, product, cart …)
  | 'payment' // the call to the payment provider; key: the cart paid for
  | 'recommendations' // the call to the recommendations; key: the product they are for
  | 'confirmation' // the confirmation e-mail after an order, a promise nobody awaits; key: the order
  | 'invoice'; // the invoice after an order, rendered in a callback; key: the order

/** How a gate fails the work that passes it. */
export type GateFailure =
  | { kind: 'declined'; reason: DeclineReason }
  | { kind: 'unavailable' }
  | { kind: 'unexpected'; message: string; secret?: string };

/** Why a payment provider declines. */
export type DeclineReason = 'insufficient_funds' | 'card_expired' | 'card_declined';

/** One gate: holds and then fails, or lets pass, the first piece of work that reaches it. */
export interface Gate {
  id: number;
  at: GatePoint;
  /** The id the work is about; absent: the first work to come. */
  key?: string;
  hold: boolean;
  failure?: GateFailure;
}

/** From the grader to the shop. */
export type Steering =
  | { type: 'seed'; seed: number }
  | { type: 'arm'; gate: Gate }
  | { type: 'release'; id: number }
  /** A delivery from the warehouse: no request tells of it. */
  | { type: 'restock'; id: number; productId: string; quantity: number };

/** One fact the shop reports about its own state. */
export type LedgerEntry =
  | { kind: 'wait'; at: GatePoint; key: string; ms: number }
  | { kind: 'order'; orderId: string; accountId: string; total: number; method: string }
  | { kind: 'decline'; cartId: string; accountId: string; reason: DeclineReason }
  | { kind: 'stock'; productId: string; category: string; stock: number }
  | { kind: 'query'; name: string; table: string }
  /** The pool as it is when a query has begun to wait for a connection. */
  | { kind: 'pool'; inUse: number; waiting: number };

/** From the shop to the grader. */
export type ShopReport =
  | { type: 'seeded' }
  | { type: 'armed'; id: number }
  | { type: 'held'; id: number }
  | { type: 'restocked'; id: number }
  | { type: 'ledger'; entry: LedgerEntry };
