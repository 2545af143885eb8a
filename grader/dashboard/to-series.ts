import type { Grid } from './data-frame.ts';
import type { Frame } from './frame.ts';

/** More points than any screen has: a series that would need more is not evenly spaced. */
const MOST_POINTS = 20_000;
const CLOSE = 1e-6;

/**
 * Values at their moments as an evenly spaced series, NaN where there is none.
 * @param grid the moments that were asked for, which stand there whether anything was answered or not
 */
export function toSeries(
  times: readonly number[],
  values: readonly number[],
  grid: Grid | undefined,
): Pick<Frame, 'start' | 'step' | 'values'> {
  const isOnGrid = grid !== undefined && times.every((time) => isWhole((time - grid.start) / grid.step));
  const { start, step, count } = isOnGrid ? grid : gridOf(times);
  const all = Array.from({ length: Math.min(count, MOST_POINTS) }, () => Number.NaN);
  for (const [index, time] of times.entries()) {
    const place = step === 0 ? 0 : Math.round((time - start) / step);
    if (place >= 0 && place < all.length) all[place] = values[index] ?? Number.NaN;
  }
  return { start, step, values: all };
}

const isWhole = (value: number): boolean => Math.abs(value - Math.round(value)) < CLOSE;

/** The grid of times that nobody asked for: as fine as their least distance. */
function gridOf(times: readonly number[]): Grid {
  const sorted = [...new Set(times)].toSorted((a, b) => a - b);
  const [start = 0] = sorted;
  const end = sorted.at(-1) ?? start;
  let step = Infinity;
  for (const [index, time] of sorted.entries())
    if (index > 0) step = Math.min(step, time - (sorted[index - 1] ?? time));
  if (!Number.isFinite(step)) return { start, step: 0, count: sorted.length };
  return { start, step, count: Math.round((end - start) / step) + 1 };
}
