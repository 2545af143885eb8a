import { scrapeTimes } from '../../timeline/openmetrics.ts';
import { DEPLOYS, GAP, GONE, STRETCHES, type Days, type Part } from './days-model.ts';
import { partOf, totalOf, valuesOf, type Quantity, type Span, type Values } from './values.ts';

/** What a value may be: between these. */
export interface Bounds {
  least: number;
  most: number;
  /** Whether there may be none. */
  optional: boolean;
}

/** What a panel must show at a second, by group; a panel with one value has the group ''. */
export type Truth = ReadonlyMap<string, Bounds>;

/** The moment asked about, and how far back one may look from it. In epoch seconds, and seconds. */
export interface Moment {
  at: number;
  window: number;
  part: Part;
  /** Where the dashboard's range begins. */
  from: number;
}

/** The truth about the panels, computed from the days themselves. */
export interface Truths {
  /** Between the least and the most that was true in a window. */
  within(key: Quantity, moment: Moment): Truth;
  /** What averages over windows come to that begin no later than `shortest` before, and no earlier than `window`. */
  averaged(key: Quantity, moment: Moment & { shortest: number }): Truth;
  /** The average over the whole of a time. */
  over(key: Quantity, time: { from: number; to: number; part: Part }): Truth;
}

const ANYTHING: Bounds = { least: -Infinity, most: Infinity, optional: true };
/** What is as it is at a moment, and no average. */
const GAUGES: ReadonlySet<Quantity> = new Set<Quantity>(['load', 'memory', 'connections', 'waiting']);
/** What is no average over a window. */
const isNoRate = (key: Quantity): boolean => GAUGES.has(key) || key === 'revenue' || key === 'conversion';
/** What does not become less when fewer are counted. */
const SHARES: ReadonlySet<Quantity> = new Set<Quantity>(['errorRatio', 'latency', 'slowest', 'routeLatency']);
/** The first samples after a beginning have come by then. */
const LATE = 120;

const SCRAPES = STRETCHES.flatMap((stretch) => scrapeTimes(stretch));

/** How many scrapes there are up to a second. */
function scrapesUpTo(second: number): number {
  let [low, high] = [0, SCRAPES.length];
  while (low < high) {
    const middle = (low + high) >> 1;
    if ((SCRAPES[middle] ?? Infinity) <= second) low = middle + 1;
    else high = middle;
  }
  return low;
}

const lastScrape = (second: number): number => SCRAPES[scrapesUpTo(second) - 1] ?? second;
const nextScrape = (second: number): number => SCRAPES[scrapesUpTo(second)] ?? second;

const exactly = (values: Values): Truth =>
  new Map([...values].map(([group, value]) => [group, { least: value, most: value, optional: false }]));

/** Tells the truth of the days. What was asked before is remembered. */
export function tellTruth(days: Days): Truths {
  const known = new Map<string, Values>();
  const parts = new Map<string, ReturnType<typeof partOf>>();
  const partsOf = (key: Quantity, part: Part): ReturnType<typeof partOf> => {
    const name = `${key} ${JSON.stringify(part)}`;
    const found = parts.get(name) ?? partOf(days, key, part);
    parts.set(name, found);
    return found;
  };
  const segmentOf = (second: number): number => days.changes.findLastIndex((change) => change <= second);
  const valuesAt = (key: Quantity, part: Part, second: number): Values => {
    const name = `${key} ${JSON.stringify(part)} ${segmentOf(second)}`;
    const values = known.get(name) ?? valuesOf(key, partsOf(key, part), [[second, 1]]);
    known.set(name, values);
    return values;
  };
  const changesIn = (from: number, to: number): number[] =>
    days.changes.filter((change) => change > from && change < to);
  const spanOf = (from: number, to: number): Span => {
    const seconds = [from, ...changesIn(from, to)];
    return seconds.map((second, index) => [second, ((seconds[index + 1] ?? to) - second) / (to - from)]);
  };

  const truths: Truths = {
    within(key, { at, window, part, from }) {
      if (key === 'revenue' || key === 'conversion') return truths.over(key, { from, to: at, part });
      const begin = at - window;
      const moments = [begin, ...days.changes.filter((change) => change > begin && change <= at)];
      const all = moments.map((moment) => valuesAt(key, part, moment));
      return boundsOf(key, all, {
        isSparse: isGap(begin, at) || isBeginning(begin, at),
        isFree: isDeployOfDay(begin, at),
      });
    },
    averaged(key, moment) {
      const { at, window, shortest, part } = moment;
      const begin = at - window;
      const end = lastScrape(at);
      const before = lastScrape(end - 1);
      const changes = changesIn(begin, at);
      if (changes.length === 0 || isNoRate(key) || isUnsettled(begin, at)) return truths.within(key, moment);
      // Between two changes an average only grows or only falls with the length of its window.
      const begins = [begin, ...changes.filter((change) => change > begin && change < at - shortest), at - shortest];
      const spans = begins.flatMap((one) => {
        const first = nextScrape(one);
        // A series that is new has its first sample to spare.
        return [
          [one, at] as const,
          ...[end, before].filter((last) => last > first).map((last) => [first, last] as const),
        ];
      });
      const all = spans.map(([first, last]) => valuesOf(key, partsOf(key, part), spanOf(first, last)));
      return boundsOf(key, all, { isSparse: false, isFree: false });
    },
    over(key, { from, to, part }) {
      const own = partsOf(key, part);
      if (key === 'revenue' || key === 'conversion') return exactly(totalOf(key, own, { from, to }));
      return exactly(valuesOf(key, own, spanOf(nextScrape(from), lastScrape(to))));
    },
  };
  return truths;
}

/** The bounds of several truths; `isSparse`: there are too few samples to be sure; `isFree`: something that other views tell of. */
function boundsOf(
  key: Quantity,
  all: readonly Values[],
  { isSparse, isFree }: { isSparse: boolean; isFree: boolean },
): Truth {
  const groups = new Set(all.flatMap((values) => [...values.keys()]));
  return new Map(
    [...groups].map((group) => {
      if (isFree) return [group, ANYTHING];
      const values = all.flatMap((one) => one.get(group) ?? []);
      const bounds = { least: Math.min(...values), most: Math.max(...values), optional: false };
      return [group, isSparse || values.length < all.length ? unsure(key, bounds) : bounds];
    }),
  );
}

/** Where something begins or ends, a rate may be anything up to what it is, and there may be none. */
function unsure(key: Quantity, bounds: Bounds): Bounds {
  if (GAUGES.has(key) || SHARES.has(key)) return { ...bounds, optional: true };
  return { least: 0, most: key === 'cpu' ? 1 : bounds.most, optional: true };
}

const isGap = (begin: number, at: number): boolean => begin < GAP.to && at >= GAP.from;
/** Of deploys the night's tell. */
const isDeployOfDay = (begin: number, at: number): boolean =>
  DEPLOYS.some(([deploy]) => begin < deploy + LATE && at >= deploy);

const isBeginning = (begin: number, at: number): boolean =>
  STRETCHES.some(({ from }) => begin < from + LATE && at >= from - LATE);

const isUnsettled = (begin: number, at: number): boolean =>
  isGap(begin, at) ||
  isBeginning(begin, at) ||
  isDeployOfDay(begin, at) ||
  GONE.some(({ from, to }) => [from, to].some((edge) => begin < edge + LATE && at >= edge));
