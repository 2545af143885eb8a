import { xoroshiro128plus } from 'pure-rand/generator/xoroshiro128plus';
import { uniformInt } from 'pure-rand/distribution/uniformInt';

const LETTERS = 'abcdefghijkmnpqrstuvwxyz23456789';

/** A seeded source of everything that must vary from run to run and yet be replayable. */
export interface Random {
  /** A whole number from `min` to `max`, both included. */
  int(min: number, max: number): number;
  /** One of `items`. */
  pick<T>(items: readonly T[]): T;
  /** `length` letters and digits that are never mistaken for one another. */
  text(length: number): string;
  /** `length` decimal digits. */
  digits(length: number): string;
  /** The same items in another order. */
  shuffle<T>(items: readonly T[]): T[];
  /** A source of its own, so that what runs side by side draws the same whatever comes first. */
  fork(): Random;
}

/** Gives a source that yields the same sequence for the same seed. */
export function createRandom(seed: number): Random {
  const generator = xoroshiro128plus(seed);
  const int = (min: number, max: number): number => uniformInt(generator, min, max);
  const pick = <T>(items: readonly T[]): T => items[int(0, items.length - 1)] as T;
  const repeat = (length: number, one: () => string): string => Array.from({ length }, one).join('');
  return {
    int,
    pick,
    text: (length) => repeat(length, () => LETTERS.charAt(int(0, LETTERS.length - 1))),
    digits: (length) => repeat(length, () => String(int(0, 9))),
    shuffle(items) {
      const rest = [...items];
      return items.map(() => rest.splice(int(0, rest.length - 1), 1)[0] as (typeof rest)[number]);
    },
    fork: () => createRandom(int(0, 0x7fffffff)),
  };
}
