import type { Panel, Target } from './model.ts';

/** What the time picker selects, in epoch seconds, and how often Prometheus scrapes, which the datasource's `timeInterval` says. */
export interface TimeRange {
  from: number;
  to: number;
  scrape: number;
}

/** How a query is put: its step, and what `$__rate_interval` stands for. In seconds. */
export interface Timing {
  from: number;
  to: number;
  step: number;
  rateInterval: number;
  /** What `$__range` stands for. */
  range: number;
}

/** As many data points as a panel has that is drawn in the terminal's stead: a fixed number, so that verdicts do not hang on a screen. */
export const DATA_POINTS = 200;
const DEFAULT_SCRAPE = 15;
/** Prometheus gives no more points than these. */
const MAX_POINTS = 11_000;
const RATE_SCRAPES = 4;

/** Up to which interval (in seconds) Grafana rounds to which step: it chooses what people would (its documentation of `$__interval`). */
const STEPS: readonly (readonly [below: number, step: number])[] = [
  [1.5, 1],
  [3.5, 2],
  [7.5, 5],
  [12.5, 10],
  [17.5, 15],
  [25, 20],
  [45, 30],
  [90, 60],
  [210, 120],
  [450, 300],
  [750, 600],
  [1050, 900],
  [1500, 1200],
  [2700, 1800],
  [5400, 3600],
  [9000, 7200],
  [16_200, 10_800],
  [32_400, 21_600],
  [86_400, 43_200],
];
const LONGEST_STEP = 86_400;

/** The step that Grafana makes of an interval in seconds. */
export function roundStep(interval: number): number {
  return STEPS.find(([below]) => interval < below)?.[1] ?? LONGEST_STEP;
}

const UNITS: Record<string, number> = { ms: 0.001, s: 1, m: 60, h: 3600, d: 86_400, w: 604_800, y: 31_536_000 };

/** A duration such as `30s` or `>1m` in seconds; undefined where it is none. */
export function secondsOf(duration: string): number | undefined {
  const [, number, unit = 's'] = /^>?\s*(\d+(?:\.\d+)?)(ms|[smhdwy])?$/.exec(duration.trim()) ?? [];
  const factor = UNITS[unit];
  return number === undefined || factor === undefined ? undefined : Number(number) * factor;
}

/** How Grafana puts one of a panel's queries for a range: start and end floored to the step. */
export function timingOf(range: TimeRange, panel: Panel, target: Target): Timing {
  const shift = secondsOf(panel.timeShift) ?? 0;
  const to = range.to - shift;
  const from = to - (secondsOf(panel.timeFrom) ?? range.to - range.from);
  const scrape = range.scrape > 0 ? range.scrape : DEFAULT_SCRAPE;
  const minStep = secondsOf(target.interval);
  const least = Math.max(secondsOf(panel.interval) ?? scrape, minStep ?? 0, (to - from) / MAX_POINTS);
  const rounded = roundStep((to - from) / Math.max(1, panel.maxDataPoints ?? DATA_POINTS));
  const step = Math.max(rounded, least) * Math.max(1, target.intervalFactor);
  const scrapes = minStep ?? scrape;
  return {
    range: Math.round(to - from),
    from: Math.floor(from / step) * step,
    to,
    step,
    rateInterval: Math.max(step + scrapes, RATE_SCRAPES * scrapes),
  };
}
