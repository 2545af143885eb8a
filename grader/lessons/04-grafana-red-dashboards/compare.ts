import { timesOf, type Frame, type Shown } from '../../dashboard/frame.ts';

import { VIEWS, type Part, type ViewName } from './days-model.ts';
import { groupFrames, type Group } from './groups.ts';
import { PANELS, type PanelKey } from './names.ts';
import type { Bounds, Moment, Truth } from './truth.ts';

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

export type TellTruth = (key: PanelKey, moment: Moment) => Truth;

/** One look at one panel. */
export interface Look {
  key: PanelKey;
  view: ViewName;
  part: Part;
  shown: Shown;
}

/** Rates are extrapolated to the ends of their windows, and a restart loses a second. */
const TOLERANCE = 0.03;
const SLACK = 1e-6;
/** As far as a rate may look back, in seconds. */
const WINDOW = 600;
const RANKED = 5;

/** What is wrong with a look, if something is; its values are taken to be in `factor`s of the truth's unit. */
export function compare(look: Look, factor: number, truth: TellTruth): Departure | undefined {
  const { key, view, part, shown } = look;
  const base = { view, part, query: shown.queries.join(' ; '), factor };
  if (shown.refused !== undefined)
    return { ...base, code: 'refused', query: shown.refused.query, reason: shown.refused.reason };
  const { groups, unknown } = groupFrames(key, shown.frames);
  const { from, to } = VIEWS[view];
  const truthAt = (at: number): Truth => truth(key, { at, from, part, window: WINDOW });
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
  if (key === 'busiest' || key === 'slowest') return compareRanking(groups, truthAt(to), { base, at: to, factor });
  return comparePoints(groups, truthAt, { base, key, factor });
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
    const extra = groups.find((one) => !truth.has(one.name) && Math.abs(one.at(at) || 0) > SLACK);
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
  const certain = [...truth.values()].filter(({ optional }) => !optional).length;
  const ranked = [...truth].filter(([, { optional }]) => !optional).toSorted(([, a], [, b]) => b.most - a.most);
  const expected = ranked
    .slice(0, RANKED)
    .map(([name]) => name)
    .join(', ');
  const actual = listOf(shown.map(({ name }) => name));
  if (shown.length > RANKED || shown.length < Math.min(RANKED, certain))
    return { ...base, code: 'members', at, expected, actual };
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
  const least = Math.min(...shown.map(({ bounds }) => bounds?.most ?? Infinity));
  const missed = [...truth].some(
    ([name, { least: own, optional }]) => !optional && own > least && !shown.some((one) => one.name === name),
  );
  if (missed) return { ...base, code: 'members', at, expected, actual };
  const isReversed = shown.some(({ bounds }, index) =>
    shown.slice(index + 1).some((later) => (bounds?.most ?? 0) < (later.bounds?.least ?? 0)),
  );
  return isReversed ? { ...base, code: 'order', at, expected, actual } : undefined;
}

function isWithin(value: number, { least, most, optional }: Bounds): boolean {
  if (Number.isNaN(value)) return optional;
  return (
    optional ||
    (value >= least - Math.abs(least) * TOLERANCE - SLACK && value <= most + Math.abs(most) * TOLERANCE + SLACK)
  );
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
