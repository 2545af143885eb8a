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
const VALUES = { route: ROUTES, instance: INSTANCES, reason: REASONS, quantile: QUANTILES };
/** Bytes in and bytes out may be two curves. */
const SUMMED: ReadonlySet<PanelKey> = new Set<PanelKey>(['network', 'networkErrors']);

/** Tells a panel's series apart by what they stand for; `unknown` is one that stands for nothing that was asked for. */
export function groupFrames(key: PanelKey, all: readonly Frame[]): { groups: Group[]; unknown?: Frame } {
  const frames = all.filter(({ values }) => values.some((value) => !Number.isNaN(value)));
  const sums = SUMMED.has(key);
  const { by } = PANELS[key] as { by?: keyof typeof VALUES };
  if (by === undefined) return { groups: [groupOf('', frames, sums)] };
  if (by === 'quantile') {
    if (frames.length !== QUANTILES.length)
      return { groups: [], ...(frames[0] === undefined ? {} : { unknown: frames[0] }) };
    const sorted = frames.toSorted((a, b) => mean(a) - mean(b));
    return { groups: sorted.map((frame, index) => groupOf(QUANTILES[index] ?? '', [frame], sums)) };
  }
  const named = frames.map((frame) => ({ frame, name: frame.labels[by] ?? namedIn(frame.name, VALUES[by]) }));
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
const namedIn = (name: string, values: readonly string[]): string | undefined =>
  values.toSorted((a, b) => b.length - a.length).find((value) => name.includes(value));

const mean = ({ values }: Frame): number => {
  const numbers = values.filter((value) => !Number.isNaN(value));
  return numbers.reduce((sum, value) => sum + value, 0) / numbers.length;
};

function groupOf(name: string, frames: Frame[], sums: boolean): Group {
  return {
    name,
    frames,
    sums,
    at(second) {
      const shown = frames.map((frame) => valueAt(frame, second)).filter((value) => !Number.isNaN(value));
      if (shown.length === 0) return Number.NaN;
      // Some draw what is sent below the axis.
      return sums ? shown.reduce((sum, value) => sum + Math.abs(value), 0) : (shown[0] ?? Number.NaN);
    },
  };
}

/** What a series shows at an epoch second; NaN where it shows nothing. */
export function valueAt({ start, step, values }: Frame, second: number): number {
  const index = second === start ? 0 : (second - start) / step;
  return values[index] ?? Number.NaN;
}
