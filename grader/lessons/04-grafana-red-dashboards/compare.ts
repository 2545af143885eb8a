import { timesOf, type Frame, type Shown } from '../../dashboard/frame.ts';

import { DATA_POINTS, roundStep } from '../../dashboard/interval.ts';
import { VIEWS, type Part, type ViewName } from './days-model.ts';
import { groupFrames, type Group } from './groups.ts';
import { PANELS, type PanelKey } from './names.ts';
import type { Bounds, Truth, Truths } from './truth.ts';
import type { Quantity } from './values.ts';

/** Where what a panel shows parts from the truth. */
export interface Departure {
  code: 'refused' | 'not-run' | 'no-data' | 'series' | 'value' | 'healthy' | 'order' | 'members';
  view: ViewName;
  part: Part;
  /** The query as it was executed; all of them where none is to blame. */
  query: string;
  /** Prometheus' own words. */
  reason?: string;
  /** The moment, in epoch seconds. */
  at?: number;
  group?: string;
  expected?: string;
  actual?: string;
  /** What was shown of the group: to be drawn. */
  frames?: Frame[];
  /** How many of the unit of the truth one of the panel's own is. */
  factor: number;
}

/** One look at one panel. */
export interface Look {
  key: PanelKey;
  view: ViewName;
  part: Part;
  shown: Shown;
  /** `any`: a rate may look back as far as ten minutes; `fitting`: as far as fits the view. Default: any. */
  windows?: 'any' | 'fitting' | undefined;
}

/** Rates are extrapolated to the ends of their windows, and a restart loses a second. */
const TOLERANCE = 0.03;
const SLACK = 1e-6;
/** As far as a rate may look back, in seconds. */
const WINDOW = 600;
const RANKED = 5;
/** Nothing changes so shortly before the end of a view, in seconds. */
const NOW = 240;
/** `$__rate_interval` is at least so many scrapes; and so many of it are not too late yet. */
const RATE_SCRAPES = 4;
const RATE_INTERVALS = 4;
/** What is not 0, and nothing, where there is nothing that it could be a share of. */
const UNDEFINED: ReadonlySet<PanelKey> = new Set<PanelKey>(['errorRatio', 'latency', 'conversion']);

/** What is wrong with a look, if something is; its values are taken to be in `factor`s of the truth's unit. */
export function compare(look: Look, factor: number, truths: Truths): Departure | undefined {
  const { key, view, part, shown, windows = 'any' } = look;
  const base = { view, part, query: shown.queries.join(' ; '), factor };
  if (shown.refused !== undefined)
    return { ...base, code: 'refused', query: shown.refused.query, reason: shown.refused.reason };
  const { groups, unknown } = groupFrames(key, shown.frames);
  const { from, to } = VIEWS[view];
  const fitting = windowsOf(view, Math.max(0, ...shown.frames.map(({ step }) => step)));
  const truthAt = (at: number, of: Quantity = key): Truth =>
    windows === 'any'
      ? truths.within(of, { at, from, part, window: WINDOW })
      : truths.averaged(of, { at, from, part, ...fitting });
  if (!shown.frames.some((frame) => hasValue(frame))) {
    const now = truthAt(to);
    if ([...now.values()].every(({ optional }) => optional)) return undefined;
    const code = key === 'errorRatio' ? 'healthy' : 'no-data';
    return { ...base, code: isAllZero(now) ? code : 'no-data', at: to, expected: tellAll(now) };
  }
  if (unknown !== undefined || groups.some(({ frames, sums }) => frames.length > 1 && !sums)) {
    const names = shown.frames.map(({ name }) => name);
    return { ...base, code: 'series', expected: tellAll(truthAt(to)), actual: listOf(names) };
  }
  if (key === 'busiest' || key === 'slowest') {
    const rank = (truth: Truth): Departure | undefined => compareRanking(groups, truth, { base, at: to, factor });
    const ofRange = rank(truths.over(key, { from, to, part }));
    if (ofRange === undefined) return undefined;
    const ofNow = rank(truths.over(key, { from: to - NOW, to, part }));
    // Whoever has the values of one of the two has chosen it.
    return ofNow === undefined || (ofRange.code === 'value' && ofNow.code !== 'value') ? ofNow : ofRange;
  }
  return comparePoints(groups, truthAt, { base, key, factor });
}

/** The windows that fit a view, in seconds: back to the point before and to two samples, and not much farther than Grafana itself looks. */
function windowsOf(view: ViewName, step: number): { shortest: number; window: number } {
  const { from, to, scrape } = VIEWS[view];
  const own = Math.max(scrape, roundStep((to - from) / DATA_POINTS));
  const rateInterval = Math.max(own + scrape, RATE_SCRAPES * scrape);
  return {
    shortest: Math.max(2 * scrape, Math.min(own, step)),
    window: Math.min(WINDOW, RATE_INTERVALS * rateInterval),
  };
}

const isAllZero = (truth: Truth): boolean => [...truth.values()].every(({ least, most }) => least === 0 && most === 0);

interface Context {
  base: Pick<Departure, 'view' | 'part' | 'query' | 'factor'>;
  key: PanelKey;
  factor: number;
}

function comparePoints(
  groups: Group[],
  truthAt: (at: number) => Truth,
  { base, key, factor }: Context,
): Departure | undefined {
  const times = [...new Set(groups.flatMap(({ frames }) => frames.flatMap((frame) => timesOf(frame))))].toSorted(
    (a, b) => a - b,
  );
  for (const at of times) {
    const truth = truthAt(at);
    for (const [group, bounds] of truth) {
      const found = groups.find(({ name }) => name === group);
      const value = found?.at(at) ?? Number.NaN;
      if (isWithin(value * factor, bounds)) continue;
      const isMissing = Number.isNaN(value);
      const code = !isMissing ? 'value' : key === 'errorRatio' && bounds.most === 0 ? 'healthy' : 'no-data';
      const frames = found?.frames ?? [];
      const query = frames[0]?.query ?? base.query;
      const actual = isMissing ? '–' : shownValue(value);
      return { ...base, code, at, group, query, frames, expected: tell(bounds, factor), actual };
    }
    const isExtra = (value: number): boolean =>
      UNDEFINED.has(key) ? !Number.isNaN(value) : Math.abs(value || 0) > SLACK;
    const extra = groups.find((one) => !truth.has(one.name) && isExtra(one.at(at)));
    if (extra !== undefined)
      return {
        ...base,
        code: 'series',
        at,
        group: extra.name,
        expected: tellAll(truth),
        actual: listOf(groups.map(({ name }) => name)),
      };
  }
  return undefined;
}

/** The few that are first, in their order; what is too close to call may stand either way. */
function compareRanking(
  groups: Group[],
  truth: Truth,
  { base, at, factor }: { base: Context['base']; at: number; factor: number },
): Departure | undefined {
  const shown = groups
    .map((group) => ({ ...group, value: group.at(at), bounds: truth.get(group.name) }))
    .filter(({ value }) => !Number.isNaN(value));
  const ranked = [...truth].toSorted(([, a], [, b]) => b.most - a.most);
  const expected = ranked
    .slice(0, RANKED)
    .map(([name]) => name)
    .join(', ');
  const actual = listOf(shown.map(({ name }) => name));
  const wrong = shown.find(({ value, bounds }) => bounds === undefined || !isWithin(value * factor, bounds));
  if (wrong !== undefined)
    return {
      ...base,
      code: 'value',
      at,
      group: wrong.name,
      frames: wrong.frames,
      expected: wrong.bounds === undefined ? '–' : tell(wrong.bounds, factor),
      actual: shownValue(wrong.value),
    };
  if (shown.length !== Math.min(RANKED, truth.size)) return { ...base, code: 'members', at, expected, actual };
  const least = Math.min(...shown.map(({ bounds }) => bounds?.most ?? Infinity));
  const missed = ranked.some(([name, { most }]) => isMore(most, least) && !shown.some((one) => one.name === name));
  if (missed) return { ...base, code: 'members', at, expected, actual };
  const isReversed = shown.some(({ bounds }, index) =>
    shown.slice(index + 1).some((later) => isMore(later.bounds?.most ?? 0, bounds?.most ?? 0)),
  );
  return isReversed ? { ...base, code: 'order', at, expected, actual } : undefined;
}

/** Whether one is more than another, and not only nearly as much. */
const isMore = (one: number, other: number): boolean => one > other * (1 + TOLERANCE);

function isWithin(value: number, { least, most, optional }: Bounds): boolean {
  if (Number.isNaN(value)) return optional;
  return value >= least - Math.abs(least) * TOLERANCE - SLACK && value <= most + Math.abs(most) * TOLERANCE + SLACK;
}

/** As many digits as a tired eye can compare. */
export const shownValue = (value: number): string => String(Number(value.toPrecision(4)));

function tell({ least, most }: Bounds, factor: number): string {
  const [low, high] = [shownValue(least / factor), shownValue(most / factor)];
  return low === high ? low : `${low} … ${high}`;
}

const tellAll = (truth: Truth): string =>
  [...truth].map(([name, bounds]) => `${name === '' ? '' : `${name}: `}${tell(bounds, 1)}`).join(', ');

const SHOWN_NAMES = 8;

function listOf(names: string[]): string {
  const more = names.length > SHOWN_NAMES ? ` … (${names.length})` : '';
  return names.length === 0 ? '–' : `${names.slice(0, SHOWN_NAMES).join(', ')}${more}`;
}

/** The scales in which a panel's values may be: its own unit's first. */
export function factorsOf(key: PanelKey, unit: string): number[] {
  const { units } = PANELS[key] as { units: Readonly<Record<string, number>> };
  const own = units[unit];
  return [...new Set([...(own === undefined ? [] : [own]), ...Object.values(units)])];
}

const hasValue = ({ values }: Frame): boolean => values.some((value) => !Number.isNaN(value));
