import { expect, test } from 'vitest';
import { toSeries } from './to-series.ts';

const GRID = { start: 100, step: 10, count: 4 };

test('what was not answered is a gap, to the end of what was asked', () => {
  expect(toSeries([100, 120], [1, 3], GRID)).toEqual({ start: 100, step: 10, values: [1, Number.NaN, 3, Number.NaN] });
});

test('what nobody asked for is as fine as its least distance', () => {
  expect(toSeries([5, 20, 10], [1, 4, 2], undefined)).toEqual({ start: 5, step: 5, values: [1, 2, Number.NaN, 4] });
  expect(toSeries([107], [1], GRID)).toEqual({ start: 107, step: 0, values: [1] });
  expect(toSeries([], [], undefined)).toEqual({ start: 0, step: 0, values: [] });
});
