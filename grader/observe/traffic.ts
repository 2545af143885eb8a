import type { GateFailure, GatePoint } from '../../shop/protocol.ts';
import type { Random } from '../../shop/random.ts';
import type { Collected } from '../backends/sinks.ts';
import type { Exchange, Header, Json, Scrape } from '../evidence/evidence.ts';

/** One request a lesson sends, with what it knows of it. */
export interface RequestPlan {
  method: string;
  path: string;
  /** The route template; null for a path that no route serves. */
  route: string | null;
  headers?: Header[];
  /** Sent as JSON; a string is sent as it is. */
  body?: Json;
  /** The status the shop owes; null where the answer is free. */
  expect: number | null;
  facts?: Record<string, Json>;
}

/** Where work is held, and how it fails when it goes on. */
export interface GatePlan {
  at: GatePoint;
  key?: string;
  failure?: GateFailure;
  /** The service in whose process the gate stands. Default: the one that clients talk to. */
  service?: string;
}

/** A gate that holds work the grader did not start itself. */
export interface ArmedGate {
  /** Settles when work has arrived at the gate. */
  held: Promise<void>;
  release(): void;
}

/** A request that stands at a gate, or that was answered without ever reaching it. */
export interface HeldRequest {
  /** Lets it go on and waits for its answer. */
  release(): Promise<Exchange>;
  /** Hangs up, waits until the app has noticed or has had the time to, and lets the work go on. */
  abort(): Promise<Exchange>;
}

/** What a lesson's `drive` has in hand: one service's clients, gates and signals. All of it recorded. */
export interface Traffic {
  readonly random: Random;
  send(plan: RequestPlan): Promise<Exchange>;
  /** Makes the work that `gate` describes fail, without holding it. */
  fail(gate: GatePlan & { failure: GateFailure }): Promise<void>;
  /** Sends a request and comes back once it stands at the gate. */
  hold(gate: GatePlan, plan: RequestPlan): Promise<HeldRequest>;
  /** Holds work that follows from requests without being one. */
  arm(gate: GatePlan): Promise<ArmedGate>;
  /** Scrapes `/metrics`, once the app's event loop has seen all that was sent and answered before. */
  scrape(name: string): Promise<Scrape>;
  /** Has the warehouse deliver: the stock changes, and no request tells of it. */
  restock(productId: string, quantity: number): Promise<void>;
  /** Comes back once `count` queries at once wait for a connection of the pool. */
  untilWaiting(count: number): Promise<void>;
  /** Comes back once what was pushed so far is as `wanted` says; false when that did not come within `withinMs`. */
  untilCollected(wanted: (collected: Collected) => boolean, withinMs: number): Promise<boolean>;
  /** Keeps something the checks will need. */
  note(name: string, value: Json): void;
  /** Sends SIGTERM and comes back when the app no longer accepts connections, has exited, or had `withinMs` to do so. */
  terminate(withinMs: number): Promise<void>;
  /** Kills a service on the spot, as a machine that is lost does, and comes back when it is gone. */
  kill(service: string): Promise<void>;
}
