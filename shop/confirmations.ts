import { AsyncLocalStorage } from 'node:async_hooks';
import type { Gates } from './gates.ts';

/** A confirmation that is to be sent. `headers` is room for whatever must travel with it. */
export interface ConfirmationJob {
  orderId: string;
  headers?: Record<string, string>;
}

/** The queue of confirmations: put in by whoever takes an order, taken out by a worker that knows nothing of the request. */
export interface Confirmations {
  enqueue(job: ConfirmationJob): void;
  /** Has jobs worked off, one after the other, by `worker`. What it throws ends that job and no other. */
  work(worker: (job: ConfirmationJob) => Promise<void>): void;
  /** Sends one confirmation. */
  send(orderId: string): Promise<void>;
}

export function createConfirmations(gates: Gates): Confirmations {
  // As from a queue on another machine: nothing of the request's own context comes along.
  const outside = AsyncLocalStorage.snapshot();
  const waiting: string[] = [];
  let worker: ((job: ConfirmationJob) => Promise<void>) | undefined;
  let working = false;

  async function workOff(): Promise<void> {
    if (working || worker === undefined) return;
    working = true;
    for (let job = waiting.shift(); job !== undefined; job = waiting.shift())
      try {
        await worker(JSON.parse(job) as ConfirmationJob);
      } catch {
        // The worker's own affair.
      }
    working = false;
  }
  const start = (): void => void outside(() => setImmediate(() => void workOff()));

  return {
    enqueue(job) {
      waiting.push(JSON.stringify(job));
      start();
    },
    work(next) {
      worker = next;
      start();
    },
    send: (orderId) => gates.pass('confirmation', orderId),
  };
}
