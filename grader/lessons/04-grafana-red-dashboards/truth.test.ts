import { describe, expect, test } from 'vitest';
import { ERRORS, STIR, VIEWS, type Part, type ViewName } from './days-model.ts';
import { seriesOf } from './days-series.ts';
import { createDays } from './days.ts';
import type { PanelKey } from './names.ts';
import { tellTruth } from './truth.ts';

const days = createDays(7);
const truths = tellTruth(days);
const series = seriesOf(days);
const SECONDS = 60;

/** How much the counters of a name grow a second in the time before a moment, by hand. */
function growth(name: string, at: number, wanted: Record<string, string> = {}, seconds = SECONDS): number {
  return series
    .filter((one) => one.name === name && Object.entries(wanted).every(([label, value]) => one.labels[label] === value))
    .reduce((sum, one) => sum + ((one.at(at) ?? 0) - (one.at(at - seconds) ?? 0)) / seconds, 0);
}

const cpus = (instance: string): number => days.hosts.find((host) => host.instance === instance)?.busy.length ?? 0;

const ask = (key: PanelKey, view: ViewName, part: Part = {}) =>
  truths.within(key, { at: VIEWS[view].to, from: VIEWS[view].from, window: SECONDS, part });

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
      const idle = growth('node_cpu_seconds_total', to, { instance: 'shop-1', mode: 'idle' }) / cpus('shop-1');
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

describe('an average over a window that fits', () => {
  const minutes = (count: number): number => count * SECONDS;
  const averaged = (at: number, shortest: number, window: number) =>
    truths.averaged('orders', { at, from: at - minutes(15), part: {}, shortest, window }).get('');
  const perMinute = (at: number, window: number): number =>
    60 * growth('order_processing_seconds_count', at, {}, window);
  const [, errors] = ERRORS;
  const begin = errors?.from ?? 0;

  test.each([1, 2, 4])('is what a window of %i minutes shows after a change', (window) => {
    for (const later of [15, 60, 150, 260]) {
      const bounds = averaged(begin + later, 30, minutes(4));
      const shown = perMinute(begin + later, minutes(window));
      expect(shown).toBeGreaterThanOrEqual((bounds?.least ?? Infinity) - 1e-9);
      expect(shown).toBeLessThanOrEqual((bounds?.most ?? -Infinity) + 1e-9);
    }
  });

  test('is not what five or ten minutes show', () => {
    const at = begin + minutes(4);
    expect(averaged(at, 30, minutes(4))?.least).toBeCloseTo(averaged(at, 30, minutes(4))?.most ?? 0, 6);
    expect(perMinute(at, minutes(5)) / (averaged(at, 30, minutes(4))?.most ?? 0)).toBeGreaterThan(1.03);
    expect(perMinute(at, minutes(10)) / (averaged(at, 30, minutes(4))?.most ?? 0)).toBeGreaterThan(1.03);
  });

  test('has seen each minute since the point before', () => {
    const at = STIR.from - (STIR.from % minutes(5)) + minutes(5);
    const [bounds, scraped] = [averaged(at, minutes(5), minutes(10)), at - 53];
    // From sample to sample: windows of six minutes, and of four.
    expect(perMinute(scraped, minutes(5))).toBeGreaterThan(bounds?.least ?? Infinity);
    expect(perMinute(scraped, minutes(5))).toBeLessThan(bounds?.most ?? 0);
    expect(perMinute(scraped, minutes(3))).toBeLessThan(0.97 * (bounds?.least ?? 0));
  });
});

test('what an instance does while it dies may be less, or not be there; what it has is as it was', () => {
  const at = VIEWS.day.from + (22 * 60 + 15) * SECONDS;
  const moment = { at, from: VIEWS.day.from, part: {}, window: 600 };
  const before = { ...moment, at: at - 600 };
  const whole = truths.within('network', before).get('shop-2');
  expect(truths.within('network', moment).get('shop-2')).toEqual({ ...whole, least: 0, optional: true });
  expect(truths.within('memory', moment).get('shop-2')).toEqual({
    ...truths.within('memory', before).get('shop-2'),
    optional: true,
  });
  expect(truths.within('network', moment).get('shop-1')).toMatchObject({ optional: false });
});

test('over a time the truth is one number', () => {
  const time = { from: VIEWS.hour.from, to: VIEWS.hour.to, part: {} };
  const { least, most } = truths.over('busiest', time).get('/orders') ?? { least: 0, most: 1 };
  expect(least).toBe(most);
  expect(least).toBeCloseTo(growth('http_requests_total', time.to - 8, { route: '/orders' }, 3585), 1);
});
