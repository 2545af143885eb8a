import { describe, expect, test } from 'vitest';
import { toInputSeries, toNotation } from './series-notation.ts';
import { counter } from './timeline.ts';

describe('the short hand', () => {
  test.each([
    [[1, 2, 3, 4], '1+1x3'],
    [[7, 7, 7, 7], '7x3'],
    [[9, 6, 3], '9-3x2'],
    [[1, 2, 4], '1 2 4'],
    [[5], '5'],
    [[undefined, undefined, undefined, 1], '_x3 1'],
    [[1, 'stale', undefined, 2], '1 stale _ 2'],
    [[0.1, 0.3, 0.5], '0.1+0.2x2'],
  ] as const)('of %j is %s', (values, notation) => {
    expect(toNotation(values)).toBe(notation);
  });
});

const lives = [{ from: 0, to: 60 }];
const dying = counter('orders', { shop: 'a' }, { perSecond: [[0, 2]], since: 0, resets: [], lives });
const stretch = { from: 0, to: 90, interval: 15 };

test('a series has a value for each scrape, and none where it is gone', () => {
  expect(toInputSeries([dying], stretch)).toEqual([{ series: 'orders_total{shop="a"}', values: '30+30x2 _x3' }]);
});

test('its end may be marked', () => {
  expect(toInputSeries([dying], stretch, { stale: true })[0]?.values).toBe('30+30x2 stale _x2');
});

test('a gap has no samples', () => {
  const gaps = [{ from: 30, to: 31 }];
  expect(toInputSeries([dying], { ...stretch, gaps })[0]?.values).toBe('30 _ 90 _x3');
});

test('the test may have a finer interval than the scrapes', () => {
  expect(toInputSeries([dying], { ...stretch, to: 30 }, { every: 3 })[0]?.values).toBe('30 _x2 60 _x2');
});
