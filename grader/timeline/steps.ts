/** Something that stays as it is until it changes: from each second (epoch) on, the value beside it. In order. */
export type Changing<T> = readonly (readonly [from: number, value: T])[];

/** A quantity over time, constant between its changes. */
export type Steps = Changing<number>;

/** What stood at an epoch second; undefined before the first change. */
export function valueAt<T>(changing: Changing<T>, second: number): T | undefined {
  return changing.findLast(([from]) => from <= second)?.[1];
}

/** The value at an epoch second; 0 before the first change. */
export function stepAt(steps: Steps, second: number): number {
  return valueAt(steps, second) ?? 0;
}

/** All the seconds at which one of several things changes, in order. */
export function changesOf(all: readonly Changing<unknown>[]): number[] {
  return [...new Set(all.flatMap((changing) => changing.map(([from]) => from)))].toSorted((a, b) => a - b);
}

/** What several quantities come to together, at each moment. */
export function combine(factors: readonly Steps[], how: (values: number[]) => number): Steps {
  return changesOf(factors).map((time) => [time, how(factors.map((steps) => stepAt(steps, time)))]);
}

/** Quantities multiplied. */
export function product(factors: readonly Steps[]): Steps {
  return combine(factors, (values) => values.reduce((result, value) => result * value, 1));
}

/** A stretch of time with a value of its own: an error burst, a slow hour. In epoch seconds; `to` is not part of it. */
export interface Episode {
  from: number;
  to: number;
  value: number;
}

/** A quantity that is what it is, but for some episodes. They must not overlap. */
export function during(base: Steps, episodes: readonly Episode[]): Steps {
  const inside = (time: number): Episode | undefined => episodes.find(({ from, to }) => time >= from && time < to);
  const edges = episodes.flatMap(({ from, to }): Steps => [
    [from, 0],
    [to, 0],
  ]);
  return changesOf([base, edges]).map((time) => [time, inside(time)?.value ?? stepAt(base, time)]);
}

const HOUR = 3600;

/** A daily pattern: a value for each hour of the day (UTC), for as many days as lie between two epoch seconds. */
export function daily(hours: readonly number[], { from, to }: { from: number; to: number }): Steps {
  const first = Math.floor(from / HOUR);
  const last = Math.ceil(to / HOUR);
  return Array.from({ length: last - first }, (_, index) => {
    const hour = first + index;
    return [hour * HOUR, hours[hour % hours.length] ?? 0];
  });
}

/** The least and the most that a quantity was in a stretch of time, both ends included. */
export function extremes(
  value: (second: number) => number,
  changes: readonly number[],
  { from, to }: { from: number; to: number },
): { least: number; most: number } {
  const values = [from, ...changes.filter((change) => change > from && change <= to)].map((second) => value(second));
  return { least: Math.min(...values), most: Math.max(...values) };
}

/** What a quantity per second comes to from its first change up to an epoch second; asked in any order, fastest in that of time. */
export function accumulate(perSecond: Steps): (second: number) => number {
  let sum = 0;
  const before = perSecond.map(([start, value], index) => {
    const [end = start] = perSecond[index + 1] ?? [];
    const start0 = sum;
    sum += value * (end - start);
    return start0;
  });
  let index = 0;
  return (second) => {
    if ((perSecond[index]?.[0] ?? Infinity) > second) index = 0;
    while ((perSecond[index + 1]?.[0] ?? Infinity) <= second) index += 1;
    const [start, value] = perSecond[index] ?? [second, 0];
    return (before[index] ?? 0) + value * Math.max(0, second - start);
  };
}

/** What a quantity per second comes to between two epoch seconds. */
export function integrate(perSecond: Steps, { from, to }: { from: number; to: number }): number {
  const upTo = accumulate(perSecond);
  return upTo(to) - upTo(from);
}
