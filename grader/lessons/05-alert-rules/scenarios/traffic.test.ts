import { expect, test } from 'vitest';
import { quantileOf } from '../../../timeline/shares.ts';
import { inMinutes, MINUTE } from './scenario.ts';
import { DOUBLE, durations, FIRST, latenciesWith, NEARLY_SLOW, requests, SECOND } from './traffic.ts';

test('what is nearly slow has a P99 below the objective, and a mean above that of what is slow', () => {
  const slow = latenciesWith(0.75, 0.05);
  expect(quantileOf(NEARLY_SLOW.shares, 0.99)).toBeCloseTo(0.45);
  expect(quantileOf(slow.shares, 0.99)).toBeCloseTo(0.7);
  expect(NEARLY_SLOW.mean).toBeGreaterThan(slow.mean);
});

/** What the instances of the service with two of them have counted in a minute. */
const inMinute = (series: ReturnType<typeof requests>): Record<string, number> =>
  Object.fromEntries(
    series
      .filter(({ labels }) => labels['service'] === DOUBLE)
      .map(({ labels, at }) => [
        `${labels['instance'] ?? ''} ${labels['status'] ?? labels['le'] ?? ''}`,
        Math.round((at(61 * MINUTE) ?? 0) - (at(60 * MINUTE) ?? 0)),
      ]),
  );

test('of two instances each has its own traffic, and its own errors', () => {
  const own = {
    [FIRST]: { load: inMinutes([-1440, 0.75]), failing: inMinutes([-1440, 0]) },
    [SECOND]: { load: inMinutes([-1440, 0.25]), failing: inMinutes([-1440, 0.5]) },
  };
  expect(inMinute(requests({ [DOUBLE]: { own } }))).toEqual({
    [`${FIRST} 201`]: 900,
    [`${FIRST} 500`]: 0,
    [`${SECOND} 201`]: 150,
    [`${SECOND} 500`]: 150,
  });
});

test('where an instance has nothing of its own, it has its share of what befalls the service', () => {
  const slow = [[-1440 * MINUTE, latenciesWith(0.75, 0.1)]] as const;
  const counted = inMinute(
    durations({ [DOUBLE]: { observed: slow } }).filter(({ labels }) => ['0.500', '+Inf'].includes(labels['le'] ?? '')),
  );
  expect(counted).toEqual({
    [`${FIRST} 0.500`]: 648,
    [`${FIRST} +Inf`]: 720,
    [`${SECOND} 0.500`]: 432,
    [`${SECOND} +Inf`]: 480,
  });
});
