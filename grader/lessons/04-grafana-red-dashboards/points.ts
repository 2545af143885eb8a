import { timesOf } from '../../dashboard/frame.ts';
import { isWithin, listOf, shownValue, SLACK, tell, tellAll, type Context, type Departure } from './departure.ts';
import type { Group } from './groups.ts';
import type { PanelKey } from './names.ts';
import type { Truth } from './truth.ts';

/** What is not 0, and nothing, where there is nothing that it could be a share of. */
const UNDEFINED: ReadonlySet<PanelKey> = new Set<PanelKey>(['errorRatio', 'latency', 'conversion']);

/** Where series part from the truth, at any of the moments at which they have a value. */
export function comparePoints(
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
