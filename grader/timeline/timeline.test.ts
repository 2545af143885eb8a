import { describe, expect, test } from 'vitest';
import { counter, gauge, histogram, type Growth } from './timeline.ts';

const STEPS = [
  [0, 2],
  [100, 5],
] as const;

describe('a counter', () => {
  const growth: Growth = { perSecond: STEPS, since: 50, resets: [120] };
  const { at } = counter('orders', { shop: 'a' }, growth);

  test('grows by its rate from when the process began, whatever the rate was before', () => {
    expect([50, 60, 100, 110].map((second) => at(second))).toEqual([0, 20, 100, 150]);
  });

  test('starts over where it is reset', () => {
    expect([119, 120, 130].map((second) => at(second))).toEqual([195, 0, 50]);
  });

  test('may be asked in any order', () => {
    expect([130, 60, 119].map((second) => at(second))).toEqual([50, 20, 195]);
  });

  test('exists while its process lives', () => {
    const lives = [
      { from: 0, to: 80 },
      { from: 120, to: 200 },
    ];
    const dying = counter('orders', {}, { ...growth, lives });
    expect([79, 80, 119, 120, 199, 200].map((second) => dying.at(second))).toEqual([
      58,
      undefined,
      undefined,
      0,
      395,
      undefined,
    ]);
  });

  test('may begin with what it counts first, and after each reset again', () => {
    const perSecond = [
      [0, 0],
      [100, 1],
      [110, 0],
    ] as const;
    const errors = counter('errors', {}, { perSecond, since: 0, resets: [200], fromFirst: true });
    expect([100, 101, 150, 200].map((second) => errors.at(second))).toEqual([undefined, 1, 10, undefined]);
  });
});

test('a gauge is what it is, while its process lives', () => {
  expect(gauge('stock', {}, STEPS)).toMatchObject({ name: 'stock', type: 'gauge' });
  expect(gauge('stock', {}, STEPS).at(150)).toBe(5);
  expect(gauge('stock', {}, STEPS, [{ from: 0, to: 150 }]).at(150)).toBeUndefined();
});

describe('a histogram', () => {
  const growth: Growth = { perSecond: [[0, 10]], since: 0, resets: [] };
  const fast = { shares: [[0.5, 0.9] as const, [Infinity, 1] as const], mean: 0.3 };
  const slow = { shares: [[0.5, 0.1] as const, [Infinity, 1] as const], mean: 2 };

  test('has parts that belong together', () => {
    const series = histogram('wait_seconds', { route: '/a' }, { growth, observed: [[0, fast]] });
    expect(series.map(({ name, labels, at }) => [name, labels['le'], at(10)])).toEqual([
      ['wait_seconds_bucket', '0.500', 90],
      ['wait_seconds_bucket', '+Inf', 100],
      ['wait_seconds_sum', undefined, 30],
      ['wait_seconds_count', undefined, 100],
    ]);
  });

  test('may observe other things later, and had observed the first before', () => {
    const observed = [[50, fast] as const, [100, slow] as const];
    const [bucket, , total, count] = histogram('wait_seconds', {}, { growth, observed });
    expect([bucket, total, count].map((series) => series?.at(110))).toEqual([910, 500, 1100]);
  });
});
