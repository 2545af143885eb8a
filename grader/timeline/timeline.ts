import type { Observed } from './shares.ts';
import { accumulate, product, stepAt, valueAt, type Changing, type Steps } from './steps.ts';

/** One series as it truly goes, before anybody scrapes it. */
export interface TimelineSeries {
  /** The name of its family: a counter's without `_total`. */
  family: string;
  type: 'counter' | 'gauge' | 'histogram';
  /** The name of its samples. */
  name: string;
  labels: Readonly<Record<string, string>>;
  /** Its value at an epoch second; undefined while it does not exist. */
  at(second: number): number | undefined;
}

/** A time in which a process lives, in epoch seconds; `to` is not part of it. */
export interface Life {
  from: number;
  to: number;
}

/** How a counter grows: by so much a second, from `since` on, and from zero again at each reset. In epoch seconds. */
export interface Growth {
  perSecond: Steps;
  since: number;
  resets: readonly number[];
  /** When its process lives; default: always. A life that begins later than `since` belongs among the resets too. */
  lives?: readonly Life[];
  /** Whether it exists only once it has counted something, as a counter with labels does. Default: from the start, at 0. */
  fromFirst?: boolean;
}

/** A counter's value at any epoch second. */
function grown({ perSecond, since, resets, lives, fromFirst = false }: Growth): (second: number) => number | undefined {
  const upTo = accumulate(perSecond);
  const starts = [since, ...resets];
  const before = starts.map((start) => upTo(start));
  return (second) => {
    if (!isAlive(lives, second)) return undefined;
    const index = starts.findLastIndex((start, place) => place === 0 || start <= second);
    const value = upTo(second) - (before[index] ?? 0);
    return fromFirst && value <= 0 ? undefined : value;
  };
}

const isAlive = (lives: readonly Life[] | undefined, second: number): boolean =>
  lives === undefined || lives.some(({ from, to }) => second >= from && second < to);

/** A counter; `family` is without `_total`. */
export function counter(family: string, labels: Record<string, string>, growth: Growth): TimelineSeries {
  return { family, type: 'counter', name: `${family}_total`, labels, at: grown(growth) };
}

/** A gauge, which exists while its process lives. */
export function gauge(
  family: string,
  labels: Record<string, string>,
  values: Steps,
  lives?: readonly Life[],
): TimelineSeries {
  const at = (second: number): number | undefined => (isAlive(lives, second) ? stepAt(values, second) : undefined);
  return { family, type: 'gauge', name: family, labels, at };
}

/** A histogram's series: one for each bucket, the sum and the count. What is observed may change over time, its bounds may not. */
export function histogram(
  family: string,
  labels: Record<string, string>,
  { growth, observed }: { growth: Growth; observed: Changing<Observed> },
): TimelineSeries[] {
  const [[since, { shares }] = [0, { shares: [] }]] = observed;
  const part = (suffix: string, own: Record<string, string>, of: (one: Observed) => number): TimelineSeries => {
    const each: Steps = observed.map(([from, one]) => [from, of(one)]);
    // What is observed first was observed before, too.
    const always: Steps = since > growth.since ? [[growth.since, each[0]?.[1] ?? 0], ...each] : each;
    return {
      family,
      type: 'histogram',
      name: `${family}${suffix}`,
      labels: { ...labels, ...own },
      at: grown({ ...growth, perSecond: product([growth.perSecond, always]) }),
    };
  };
  return [
    ...shares.map(([le], index) =>
      part('_bucket', { le: le === Infinity ? '+Inf' : le.toFixed(3) }, (one) => one.shares[index]?.[1] ?? 0),
    ),
    part('_sum', {}, ({ mean }) => mean),
    part('_count', {}, () => 1),
  ];
}

/** What is observed at an epoch second; before the first change, what is observed first. @throws {Error} where there is nothing at all */
export function observedAt(observed: Changing<Observed>, second: number): Observed {
  const found = valueAt(observed, second) ?? observed[0]?.[1];
  if (found === undefined) throw new Error('nothing is observed');
  return found;
}
