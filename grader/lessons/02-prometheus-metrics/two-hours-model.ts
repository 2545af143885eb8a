import type { Shares } from '../../timeline/shares.ts';
import type { Steps } from '../../timeline/steps.ts';

/** A shop's day as it truly goes: what its numbers are at any second. */
export interface Day {
  routes: { method: string; route: string; rate: Steps; places: readonly [calm: number, trouble: number] }[];
  errorShare: Steps;
  cartRate: Steps;
  checkedOut: Steps;
  attempts: Steps;
  failing: { reason: string; share: Steps }[];
  stock: { category: string; pieces: Steps }[];
  changing(calm: number, trouble: number): Steps;
}

/** Upper bounds of the buckets, in seconds. */
const BOUNDS = [0.005, 0.01, 0.025, 0.05, 0.1, 0.25, 0.5, 1, 2.5, 5, 10, Infinity];

/** The first instance has most of the traffic, and is the one that restarts; the second is slower. */
export const LOAD = [0.8, 0.2];
export const SLOWER = [0, 1];

/** Nine of ten observations lie in the bucket at `place`, or below; some in the next, a few in the one after. */
export function sharesAt(place: number): Shares {
  const share = (offset: number): number => [0.3, 0.9, 0.97][offset] ?? 1;
  return BOUNDS.map((bound, index) => [bound, index < place ? 0 : bound === Infinity ? 1 : share(index - place)]);
}

export const meanOf = (shares: Shares): number =>
  shares.reduce((sum, [bound, share], index) => {
    const [, before] = shares[index - 1] ?? [0, 0];
    return sum + (share - before) * (bound === Infinity ? 15 : bound * 0.7);
  }, 0);

/** A sum. */
export const sum = (values: number[]): number => values.reduce((total, value) => total + value, 0);
