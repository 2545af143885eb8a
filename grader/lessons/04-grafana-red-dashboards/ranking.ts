import { isMore, isWithin, listOf, shownValue, tell, type Context, type Departure } from './departure.ts';
import type { Group } from './groups.ts';
import type { Truth } from './truth.ts';

const RANKED = 5;

/** The few that are first, in their order; what is too close to call may stand either way. */
export function compareRanking(
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
