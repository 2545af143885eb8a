import type { Frame } from '../../dashboard/frame.ts';
import type { Part, ViewName } from './days-model.ts';
import type { PanelKey } from './names.ts';
import type { Bounds, Truth } from './truth.ts';

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

/** What a comparison is of. */
export interface Context {
  base: Pick<Departure, 'view' | 'part' | 'query' | 'factor'>;
  key: PanelKey;
  factor: number;
}

/** Rates are extrapolated to the ends of their windows, and a restart loses a second. */
const TOLERANCE = 0.03;
/** Numbers are rounded. */
export const SLACK = 1e-6;

/** Whether one is more than another, and not only nearly as much. */
export const isMore = (one: number, other: number): boolean => one > other * (1 + TOLERANCE);

/** Whether a value is one that the truth allows. */
export function isWithin(value: number, { least, most, optional }: Bounds): boolean {
  if (Number.isNaN(value)) return optional;
  return value >= least - Math.abs(least) * TOLERANCE - SLACK && value <= most + Math.abs(most) * TOLERANCE + SLACK;
}

/** As many digits as a tired eye can compare. */
export const shownValue = (value: number): string => String(Number(value.toPrecision(4)));

/** The bounds in a panel's own unit. */
export function tell({ least, most }: Bounds, factor: number): string {
  const [low, high] = [shownValue(least / factor), shownValue(most / factor)];
  return low === high ? low : `${low} … ${high}`;
}

/** All of a truth, group by group. */
export const tellAll = (truth: Truth): string =>
  [...truth].map(([name, bounds]) => `${name === '' ? '' : `${name}: `}${tell(bounds, 1)}`).join(', ');

const SHOWN_NAMES = 8;

/** The first few of a list. */
export function listOf(names: string[]): string {
  const more = names.length > SHOWN_NAMES ? ` … (${names.length})` : '';
  return names.length === 0 ? '–' : `${names.slice(0, SHOWN_NAMES).join(', ')}${more}`;
}
