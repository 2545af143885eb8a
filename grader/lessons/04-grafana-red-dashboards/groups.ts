import type { Frame } from '../../dashboard/frame.ts';
import { INSTANCES, PANELS, REASONS, ROUTES, type PanelKey } from './names.ts';

/** What a panel shows of one route, one instance, one quantile. */
export interface Group {
  name: string;
  frames: Frame[];
  /** Whether several series are shown that are added up: in and out. */
  sums: boolean;
  /** What it shows at an epoch second; NaN where it shows nothing. */
  at(second: number): number;
}

const QUANTILES = ['P50', 'P95', 'P99'];
/** What a panel's values may be of, by what tells them apart. */
export const MEMBERS = { route: ROUTES, instance: INSTANCES, reason: REASONS, quantile: QUANTILES };
/** Bytes in and bytes out may be two curves. */
const SUMMED: ReadonlySet<PanelKey> = new Set<PanelKey>(['network', 'networkErrors']);

/** Tells a panel's series apart by what they stand for; `unknown` is one that stands for nothing that was asked for. */
export function groupFrames(key: PanelKey, all: readonly Frame[]): { groups: Group[]; unknown?: Frame } {
  const frames = all.filter(({ values }) => values.some((value) => !Number.isNaN(value)));
  const sums = SUMMED.has(key);
  const { by } = PANELS[key] as { by?: keyof typeof MEMBERS };
  if (by === undefined) return { groups: [groupOf('', frames, sums)] };
  if (by === 'quantile') {
    if (frames.length !== QUANTILES.length)
      return { groups: [], ...(frames[0] === undefined ? {} : { unknown: frames[0] }) };
    const sorted = frames.toSorted((a, b) => mean(a) - mean(b));
    return { groups: sorted.map((frame, index) => groupOf(QUANTILES[index] ?? '', [frame], sums)) };
  }
  const named = frames.map((frame) => ({ frame, name: frame.labels[by] ?? namedIn(frame.name, MEMBERS[by]) }));
  const unknown = named.find(({ name }) => name === undefined)?.frame;
  const groups = Map.groupBy(named, ({ name }) => name ?? '');
  return {
    groups: [...groups].map(([name, of]) =>
      groupOf(
        name,
        of.map(({ frame }) => frame),
        sums,
      ),
    ),
    ...(unknown === undefined ? {} : { unknown }),
  };
}

/** Where labels say nothing, the name may. */
const namedIn = (name: string, values: readonly string[]): string | undefined => mentioned(name, values)[0];

/** What a name mentions: of `/orders/:id` the whole, and not `/orders` as well. */
export function mentioned(name: string, values: readonly string[]): string[] {
  let rest = name;
  return values
    .toSorted((a, b) => b.length - a.length)
    .filter((value) => {
      const isThere = rest.includes(value);
      rest = rest.replaceAll(value, ' ');
      return isThere;
    });
}

const mean = ({ values }: Frame): number => {
  const numbers = values.filter((value) => !Number.isNaN(value));
  return numbers.reduce((sum, value) => sum + value, 0) / numbers.length;
};

/** Whether some series of several are drawn above the axis, so that others may be drawn below it. */
export const hasAbove = (frames: readonly Frame[]): boolean =>
  frames.length > 1 && frames.some(({ values }) => values.some((value) => value > 0));

/** A panel's series of one thing. */
export function groupOf(name: string, frames: Frame[], sums: boolean): Group {
  // Some draw one of the two ways below the axis, and nobody all of them.
  const sign = sums && hasAbove(frames) ? Math.abs : (value: number): number => value;
  return {
    name,
    frames,
    sums,
    at(second) {
      const shown = frames.map((frame) => valueIn(frame, second)).filter((value) => !Number.isNaN(value));
      if (shown.length === 0) return Number.NaN;
      return sums ? shown.reduce((sum, value) => sum + sign(value), 0) : (shown[0] ?? Number.NaN);
    },
  };
}

/** What a series shows at an epoch second; NaN where it shows nothing. */
function valueIn({ start, step, values }: Frame, second: number): number {
  const index = second === start ? 0 : (second - start) / step;
  return values[index] ?? Number.NaN;
}
