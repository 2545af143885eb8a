import { scrapeTimes, type Stretch } from '../../../timeline/openmetrics.ts';
import { toInputSeries, type InputSeries } from '../../../timeline/series-notation.ts';
import type { TimelineSeries } from '../../../timeline/timeline.ts';
import { SCRAPE_SECONDS, type GroupName } from '../names.ts';

/** What must be true of a group's alerts for some minutes, both ends included. */
export interface Expectation {
  state: 'firing' | 'quiet';
  from: number;
  to: number;
  /** Labels that one of the firing alerts must have; of `quiet`, those of the alerts that must not fire. */
  labels?: Readonly<Record<string, string>>;
  /** Of `firing`: labels of which one of the firing alerts must have at least one. */
  about?: Readonly<Record<string, string>>;
  /** The finding when it is not so. */
  code: string;
}

/** A stretch of simulated time with a known truth, and what a group of rules must make of it. */
export interface Scenario {
  id: string;
  group: GroupName;
  /** How long it is. */
  minutes: number;
  /** What promtool is given: computed when it is asked for. */
  series(): InputSeries[];
  expectations: Expectation[];
}

export const MINUTE = 60;

/** That nothing fires, or nothing with these labels; both minutes included. */
export const quiet = (code: string, from: number, to: number, labels?: Expectation['labels']): Expectation => ({
  state: 'quiet',
  from,
  to,
  ...(labels === undefined ? {} : { labels }),
  code,
});

/** In a scenario, when a quantity changes: minutes and values. */
export const inMinutes = (...steps: (readonly [minute: number, value: number])[]) =>
  steps.map(([minute, value]) => [minute * MINUTE, value] as const);

/**
 * What scraping would have given, for a promtool test with an interval of a third of the scrapes'. The first scrape comes one such
 * interval after time 0, so that no sample stands where rules are evaluated: whether that one counts is not the same in 2.x and 3.x.
 */
export function scraped(
  series: readonly TimelineSeries[],
  minutes: number,
  {
    gaps = [],
    stale = false,
    interval = SCRAPE_SECONDS,
  }: { gaps?: Stretch['gaps']; stale?: boolean; interval?: number } = {},
): InputSeries[] {
  const stretch = { from: TEST_INTERVAL - interval, to: minutes * MINUTE, interval, gaps };
  const every = interval / TEST_INTERVAL;
  return toInputSeries(
    series.map((one) => ({ ...one, labels: shortEdge(one.labels) })),
    stretch,
    { stale, every },
  ).map(({ series: name, values }) => ({ series: name, values: `_ ${values}` }));
}

/** The interval of the tests, in seconds. */
export const TEST_INTERVAL = SCRAPE_SECONDS / 3;

/** Edges as client libraries write them, and no integers among them: those are written in two ways. */
function shortEdge(labels: Readonly<Record<string, string>>): Readonly<Record<string, string>> {
  const { le } = labels;
  return le === undefined || le === '+Inf' ? labels : { ...labels, le: String(Number(le)) };
}

/** When there are scrapes, in seconds: so that a single one can be told apart. */
export const scrapesUpTo = (minutes: number): number[] =>
  scrapeTimes({ from: TEST_INTERVAL - SCRAPE_SECONDS, to: minutes * MINUTE, interval: SCRAPE_SECONDS });
