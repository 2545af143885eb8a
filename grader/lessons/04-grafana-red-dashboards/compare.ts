import type { Frame, Shown } from '../../dashboard/frame.ts';
import { DATA_POINTS, roundStep } from '../../dashboard/interval.ts';
import { VIEWS, type Part, type ViewName } from './days-model.ts';
import { listOf, tellAll, type Departure } from './departure.ts';
import { groupFrames, type Group } from './groups.ts';
import { PANELS, type PanelKey } from './names.ts';
import { comparePair, WAYS } from './pairs.ts';
import { comparePoints } from './points.ts';
import { compareRanking } from './ranking.ts';
import type { Truth, Truths } from './truth.ts';
import type { Quantity } from './values.ts';

/** One look at one panel. */
export interface Look {
  key: PanelKey;
  view: ViewName;
  part: Part;
  shown: Shown;
  /** `any`: a rate may look back as far as ten minutes; `fitting`: as far as fits the view. Default: any. */
  windows?: 'any' | 'fitting' | undefined;
}

/** As far as a rate may look back, in seconds. */
export const WINDOW = 600;
/** Nothing changes so shortly before the end of a view, in seconds. */
const NOW = 240;
/** `$__rate_interval` is at least so many scrapes; and so many of it are not too late yet. */
const RATE_SCRAPES = 4;
const RATE_INTERVALS = 4;
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
  const context = { base, key, factor };
  const ways = WAYS[key];
  const isPair = ({ frames }: Group): boolean => ways !== undefined && frames.length === 2;
  const pairs = groups.filter((group) => isPair(group));
  const [wholes, names] = [groups.filter((group) => !isPair(group)), new Set(pairs.map(({ name }) => name))];
  const ofWholes = (at: number): Truth => new Map([...truthAt(at)].filter(([name]) => !names.has(name)));
  const departure = comparePoints(wholes, ofWholes, context);
  if (departure !== undefined || ways === undefined) return departure;
  return pairs
    .map((pair) => comparePair(pair, { truthAt: (way, at) => truthAt(at, ways[way]), context }))
    .find((one) => one !== undefined);
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

/** The scales in which a panel's values may be: its own unit's first. */
export function factorsOf(key: PanelKey, unit: string): number[] {
  const { units } = PANELS[key] as { units: Readonly<Record<string, number>> };
  const own = units[unit];
  return [...new Set([...(own === undefined ? [] : [own]), ...Object.values(units)])];
}

const hasValue = ({ values }: Frame): boolean => values.some((value) => !Number.isNaN(value));
