/** A quantity over time, constant between its changes: from each second (epoch) on, the value beside it. In order. */
export type Steps = readonly (readonly [from: number, value: number])[];

/** A stretch of time in which an instance is scraped every `interval` seconds, first `interval` after `from`. In epoch seconds. */
export interface Stretch {
  from: number;
  to: number;
  interval: number;
}

/** One series as it truly goes, before anybody scrapes it. */
export interface TimelineSeries {
  /** The name of its family: a counter's without `_total`. */
  family: string;
  type: 'counter' | 'gauge' | 'histogram';
  /** The name of its samples. */
  name: string;
  labels: Readonly<Record<string, string>>;
  /** Its value at an epoch second. */
  at(second: number): number;
}

/** The value at an epoch second; 0 before the first change. */
export function stepAt(steps: Steps, second: number): number {
  return steps.findLast(([from]) => from <= second)?.[1] ?? 0;
}

/** What a quantity per second comes to between two epoch seconds. */
function integrate(perSecond: Steps, from: number, to: number): number {
  let sum = 0;
  for (const [index, [start, value]] of perSecond.entries()) {
    const [end = Infinity] = perSecond[index + 1] ?? [];
    sum += value * Math.max(0, Math.min(end, to) - Math.max(start, from));
  }
  return sum;
}

/** How a counter grows: by so much a second, from `since` on, and from zero again at each reset. In epoch seconds. */
export interface Growth {
  perSecond: Steps;
  since: number;
  resets: readonly number[];
}

/** A counter's value at an epoch second. */
function grownAt({ perSecond, since, resets }: Growth, second: number): number {
  const start = resets.findLast((reset) => reset <= second) ?? since;
  return integrate(perSecond, start, second);
}

/** A counter; `name` is without `_total`. */
export function counter(family: string, labels: Record<string, string>, growth: Growth): TimelineSeries {
  return { family, type: 'counter', name: `${family}_total`, labels, at: (second) => grownAt(growth, second) };
}

export function gauge(family: string, labels: Record<string, string>, values: Steps): TimelineSeries {
  return { family, type: 'gauge', name: family, labels, at: (second) => stepAt(values, second) };
}

/** How often what is observed falls at or below each upper bound (in seconds, ascending; the last is infinite): a share from 0 to 1. */
export type Shares = readonly (readonly [le: number, share: number])[];

/** A histogram's series: one for each bucket, the sum (by `mean`) and the count. */
export function histogram(
  family: string,
  labels: Record<string, string>,
  { growth, shares, mean }: { growth: Growth; shares: Shares; mean: number },
): TimelineSeries[] {
  const part = (suffix: string, own: Record<string, string>, share: number): TimelineSeries => ({
    family,
    type: 'histogram',
    name: `${family}${suffix}`,
    labels: { ...labels, ...own },
    at: (second) => grownAt(growth, second) * share,
  });
  return [
    ...shares.map(([le, share]) => part('_bucket', { le: le === Infinity ? '+Inf' : le.toFixed(3) }, share)),
    part('_sum', {}, mean),
    part('_count', {}, 1),
  ];
}

/** The samples that scraping would have given, as OpenMetrics text with timestamps: a piece for each series, made when it is asked for. */
export function* toOpenMetrics(series: readonly TimelineSeries[], stretches: readonly Stretch[]): Generator<string> {
  const times = stretches.flatMap(({ from, to, interval }) =>
    Array.from({ length: Math.floor((to - from) / interval) }, (_, index) => from + (index + 1) * interval),
  );
  const families = Map.groupBy(series, ({ family }) => family);
  for (const [family, members] of families) {
    yield `# TYPE ${family} ${members[0]?.type ?? 'unknown'}\n`;
    for (const { name, labels, at } of members) {
      const pairs = Object.entries(labels).map(([label, value]) => `${label}=${JSON.stringify(value)}`);
      const head = `${name}{${pairs.join(',')}}`;
      yield times.map((time) => `${head} ${at(time)} ${time}\n`).join('');
    }
  }
  yield '# EOF\n';
}
