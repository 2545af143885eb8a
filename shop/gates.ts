import { DatabaseError, PaymentDeclined, PaymentGatewayError, RecommendationsError, ShopError } from './errors.ts';
import type { Gate, GateFailure, GatePoint, ShopReport } from './protocol.ts';

/** The points where the grader can hold work, or make it fail, by events instead of timers. */
export interface Gates {
  /** Lets the work about `key` through, after the wait and with the failure that the grader asked for. */
  pass(at: GatePoint, key: string): Promise<void>;
  arm(gate: Gate): void;
  release(id: number): void;
}

/** Gives gates that all stand open, and tells of each change through `report`. */
export function createGates(report: (message: ShopReport) => void): Gates {
  const armed = new Map<number, Gate>();
  const held = new Map<number, () => void>();

  return {
    async pass(at, key) {
      const gate = [...armed.values()].find((one) => one.at === at && (one.key ?? key) === key);
      if (gate === undefined) return;
      armed.delete(gate.id);
      if (gate.hold) {
        const { promise, resolve } = Promise.withResolvers<void>();
        held.set(gate.id, resolve);
        const since = performance.now();
        report({ type: 'held', id: gate.id });
        await promise;
        report({ type: 'ledger', entry: { kind: 'wait', at, key, ms: performance.now() - since } });
      }
      if (gate.failure !== undefined) throw failureOf(at, gate.failure);
    },

    arm(gate) {
      armed.set(gate.id, gate);
      report({ type: 'armed', id: gate.id });
    },

    release(id) {
      held.get(id)?.();
      held.delete(id);
      armed.delete(id); // released before anything came: then nothing is held
    },
  };
}

function failureOf(at: GatePoint, failure: GateFailure): Error {
  if (failure.kind === 'declined') return new PaymentDeclined(failure.reason);
  if (failure.kind === 'unavailable')
    return new ShopError('payment_unavailable', 'the payment provider does not answer');
  if (at === 'query') return new DatabaseError(failure.message);
  if (at === 'payment') return new PaymentGatewayError(failure.message, failure.secret ?? '');
  if (at === 'recommendations') return new RecommendationsError(failure.message);
  return new Error(failure.message);
}
