import { describe, expect, test } from 'vitest';
import { counter, gauge, histogram, stepAt, toOpenMetrics, type Growth } from './timeline.ts';

const STEPS = [
  [0, 2],
  [100, 5],
] as const;

test('a quantity keeps its value until it changes', () => {
  expect([-1, 0, 99.9, 100, 1e9].map((second) => stepAt(STEPS, second))).toEqual([0, 2, 2, 5, 5]);
});

describe('a counter', () => {
  const growth: Growth = { perSecond: STEPS, since: 50, resets: [120] };
  const { at } = counter('orders', { shop: 'a' }, growth);

  test('grows by its rate from when the process began, whatever the rate was before', () => {
    expect([50, 60, 100, 110].map((second) => at(second))).toEqual([0, 20, 100, 150]);
  });

  test('starts over where it is reset', () => {
    expect([119, 120, 130].map((second) => at(second))).toEqual([195, 0, 50]);
  });
});

test('a gauge is what it is', () => {
  expect(gauge('stock', {}, STEPS)).toMatchObject({ name: 'stock', type: 'gauge' });
  expect(gauge('stock', {}, STEPS).at(150)).toBe(5);
});

test('the parts of a histogram belong together', () => {
  const growth: Growth = { perSecond: [[0, 10]], since: 0, resets: [] };
  const shares = [
    [0.5, 0.9],
    [Infinity, 1],
  ] as const;
  const series = histogram('wait_seconds', { route: '/a' }, { growth, shares, mean: 0.3 });
  expect(series.map(({ name, labels, at }) => [name, labels['le'], at(10)])).toEqual([
    ['wait_seconds_bucket', '0.500', 90],
    ['wait_seconds_bucket', '+Inf', 100],
    ['wait_seconds_sum', undefined, 30],
    ['wait_seconds_count', undefined, 100],
  ]);
});

test('what scraping would have given stands together by family, in the order of time', () => {
  const growth: Growth = { perSecond: [[0, 1]], since: 0, resets: [] };
  const series = [
    counter('orders', { shop: 'a"b' }, growth),
    gauge('stock', {}, [[0, 7]]),
    counter('orders', { shop: 'c' }, growth),
  ];
  const stretches = [
    { from: 0, to: 30, interval: 15 },
    { from: 100, to: 190, interval: 60 },
  ];
  expect([...toOpenMetrics(series, stretches)].join('')).toMatchInlineSnapshot(`
    "# TYPE orders counter
    orders_total{shop="a\\"b"} 15 15
    orders_total{shop="a\\"b"} 30 30
    orders_total{shop="a\\"b"} 160 160
    orders_total{shop="c"} 15 15
    orders_total{shop="c"} 30 30
    orders_total{shop="c"} 160 160
    # TYPE stock gauge
    stock{} 7 15
    stock{} 7 30
    stock{} 7 160
    # EOF
    "
  `);
});
