import { describe, expect, test } from 'vitest';
import { VIEWS, type Part, type ViewName } from './days-model.ts';
import { seriesOf } from './days-series.ts';
import { createDays } from './days.ts';
import { tellTruth } from './truth.ts';

const days = createDays(7);
const tell = tellTruth(days);
const series = seriesOf(days);
const SECONDS = 60;

/** How much the counters of a name grow in the minute before a moment, by hand. */
function growth(name: string, at: number, wanted: Record<string, string> = {}): number {
  return series
    .filter((one) => one.name === name && Object.entries(wanted).every(([label, value]) => one.labels[label] === value))
    .reduce((sum, one) => sum + ((one.at(at) ?? 0) - (one.at(at - SECONDS) ?? 0)) / SECONDS, 0);
}

const ask = (key: Parameters<typeof tell>[0], view: ViewName, part: Part = {}) =>
  tell(key, { at: VIEWS[view].to, from: VIEWS[view].from, window: SECONDS, part });

describe.each(['calm', 'burst', 'slow', 'dead', 'day-burst'] as const)(
  'at the end of %s the truth is what the counters come to',
  (view) => {
    const { to } = VIEWS[view];

    test('of requests and errors', () => {
      const rate = growth('http_requests_total', to);
      expect(ask('requestRate', view).get('')?.most).toBeCloseTo(rate, 6);
      expect(ask('errorRatio', view).get('')?.most).toBeCloseTo(
        growth('http_requests_total', to, { status: '500' }) / rate,
        6,
      );
    });

    test('of a part of the shop', () => {
      const part = { service: ['shop'], route: ['/orders'], instance: ['shop-1'] };
      const wanted = { route: '/orders', instance: 'shop-1' };
      expect(ask('requestRate', view, part).get('')?.most).toBeCloseTo(growth('http_requests_total', to, wanted), 6);
    });

    test('of resources and of the business', () => {
      const idle = growth('node_cpu_seconds_total', to, { instance: 'shop-1', mode: 'idle' }) / 2;
      expect(ask('cpu', view).get('shop-1')?.most).toBeCloseTo(1 - idle, 6);
      expect(ask('orders', view).get('')?.most).toBeCloseTo(60 * growth('order_processing_seconds_count', to), 6);
      expect(ask('failures', view).get('unavailable')?.most).toBeCloseTo(
        60 * growth('payment_failures_total', to, { reason: 'unavailable' }),
        6,
      );
    });
  },
);

test('revenue is what was taken in the range', () => {
  const { from, to } = VIEWS.burst;
  const taken = series
    .filter(({ name }) => name === 'payment_amount_dollars_sum')
    .reduce((sum, { at }) => sum + (at(to) ?? 0) - (at(from) ?? 0), 0);
  expect(ask('revenue', 'burst').get('')?.least).toBeCloseTo(taken, 4);
});

test('an instance that is gone has no truth, nor has a route that nobody asks for', () => {
  expect([...ask('cpu', 'dead').keys()]).toEqual(['shop-1', 'payments-1']);
  expect(ask('routeLatency', 'calm').has('/accounts')).toBe(false);
  expect(ask('routeLatency', 'burst').has('/accounts')).toBe(true);
});

test('there is no failed request before the errors begin', () => {
  const failed = series.filter(({ name, labels }) => name === 'http_requests_total' && labels['status'] === '500');
  expect(failed.length).toBeGreaterThan(0);
  expect(failed.map(({ at }) => at(VIEWS.calm.to))).toEqual(failed.map(() => undefined));
});
