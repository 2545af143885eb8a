import { describe, expect, test } from 'vitest';
import { createTwoHours, type Probe } from './two-hours.ts';

const SEED = 20_251_224;
const { probes } = createTwoHours(SEED);
const samples = samplesOf(SEED);

function samplesOf(seed: number): string {
  return [...createTwoHours(seed).samples].join('');
}

/** The samples of a name, with the time and value of each, by series. */
function seriesOf(name: string): Map<string, [at: number, value: number][]> {
  const found = new Map<string, [number, number][]>();
  for (const line of samples.split('\n')) {
    if (!line.startsWith(`${name}{`)) continue;
    const [, key = '', value, at] = /^(\S+) (\S+) (\S+)$/.exec(line) ?? [];
    found.set(key, [...(found.get(key) ?? []), [Number(at), Number(value)]]);
  }
  return found;
}

/** What all series of a name come to a second, from the last two samples before a moment: a rate by hand, away from any restart. */
function perSecond(name: string, at: number, only = ''): number {
  let sum = 0;
  for (const [key, points] of seriesOf(name)) {
    if (!key.includes(only)) continue;
    const [[from, before] = [0, 0], [to, after] = [1, 0]] = points.filter(([time]) => time <= at).slice(-2);
    sum += (after - before) / (to - from);
  }
  return sum;
}

const middle = (probe: Probe, id: 'request-rate' | 'error-percent' | 'cart-abandonment' | 'payment-failure-ratio') => {
  const range = probe.truth[id].groups[''];
  return range === undefined ? Number.NaN : (range.atLeast + range.atMost) / 2;
};

test('the same seed is the same day, another one another', () => {
  expect(samplesOf(SEED)).toBe(samples);
  expect(samplesOf(SEED + 1)).not.toBe(samples);
});

test('there is a probe for each part at each interval, off the grid of the samples', () => {
  expect(probes.map(({ name, interval }) => `${name} ${interval}`)).toEqual(
    [15, 60].flatMap((interval) => ['calm', 'trouble', 'restart'].map((name) => `${name} ${interval}`)),
  );
  const times = new Set([...seriesOf('inventory_stock').values()].flat().map(([at]) => at));
  expect(probes.filter(({ at }) => times.has(at))).toEqual([]);
});

describe.for(probes)('$name at $interval s', (probe) => {
  test('the truth is what the samples come to by hand', () => {
    const { at } = probe;
    const rate = perSecond('http_requests_total', at);
    const charges = perSecond('payment_attempts_total', at);
    expect(middle(probe, 'request-rate')).toBeCloseTo(rate, 6);
    expect(middle(probe, 'error-percent')).toBeCloseTo(
      (100 * perSecond('http_requests_total', at, 'status="500"')) / rate,
      6,
    );
    expect(middle(probe, 'payment-failure-ratio')).toBeCloseTo(perSecond('payment_failures_total', at) / charges, 6);
    const kept = perSecond('carts_checked_out_total', at) / perSecond('carts_created_total', at);
    expect(middle(probe, 'cart-abandonment')).toBeCloseTo(1 - kept, 6);
  });

  test('five routes are the slowest, all of them with a quantile of their own', () => {
    const ranges = Object.values(probe.truth['latency-p95-by-route'].groups);
    expect(ranges).toHaveLength(5);
    expect(ranges.every(({ atLeast, atMost }) => atLeast > 0 && atMost < 10.2)).toBe(true);
  });

  test('nothing but the restart happens within eight minutes before', () => {
    for (const [key, points] of seriesOf('carts_created_total')) {
      const window = points.filter(([at]) => at > probe.at - 480 && at <= probe.at);
      const steps = window.slice(1).map(([, value], index) => value - (window[index]?.[1] ?? 0));
      const restarts = steps.filter((step) => step < 0).length;
      expect(restarts).toBe(probe.name === 'restart' && key.includes('shop-1') ? 1 : 0);
      const rates = new Set(steps.filter((step) => step > 0).map((step) => step.toFixed(6)));
      // The step across a restart lacks what came before it.
      expect(rates.size).toBeLessThanOrEqual(1 + restarts);
    }
  });
});
