import { expect, test } from 'vitest';
import { scrapeTimes, toOpenMetrics } from './openmetrics.ts';
import { counter, gauge, type Growth } from './timeline.ts';

const growth: Growth = { perSecond: [[0, 1]], since: 0, resets: [] };

test('what scraping would have given stands together by family, in the order of time', () => {
  const series = [
    counter('orders', { shop: 'a"b' }, growth),
    gauge('stock', {}, [[0, 7]]),
    counter('orders', { shop: 'c' }, { ...growth, lives: [{ from: 0, to: 100 }] }),
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
    # TYPE stock gauge
    stock{} 7 15
    stock{} 7 30
    stock{} 7 160
    # EOF
    "
  `);
});

test('nothing is scraped in a gap', () => {
  expect(scrapeTimes({ from: 0, to: 60, interval: 15, gaps: [{ from: 30, to: 45 }] })).toEqual([15, 45, 60]);
});
