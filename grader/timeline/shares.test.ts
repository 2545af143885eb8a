import { expect, test } from 'vitest';
import { mixed, quantileOf, spreadAround } from './shares.ts';

const SHARES = [
  [0.1, 0.5],
  [0.5, 0.9],
  [Infinity, 1],
] as const;

test('a quantile lies on a straight line within its bucket', () => {
  expect(quantileOf(SHARES, 0.25)).toBeCloseTo(0.05);
  expect(quantileOf(SHARES, 0.7)).toBeCloseTo(0.3);
});

test('beyond the last finite bound nothing is known', () => {
  expect(quantileOf(SHARES, 0.99)).toBe(0.5);
});

test('kinds are mixed by weight', () => {
  const other = [
    [0.1, 0],
    [0.5, 0.1],
    [Infinity, 1],
  ] as const;
  const shares = mixed([
    { weight: 3, shares: SHARES },
    { weight: 1, shares: other },
  ]);
  expect(shares.map(([, share]) => Number(share.toFixed(9)))).toEqual([0.375, 0.7, 1]);
});

test('half of what is spread around a median lies below it', () => {
  const { shares, mean } = spreadAround(0.2, [0.1, 0.2, 0.4]);
  expect(shares.map(([bound, share]) => [bound, Number(share.toFixed(3))])).toEqual([
    [0.1, 0.111],
    [0.2, 0.5],
    [0.4, 0.889],
    [Infinity, 1],
  ]);
  expect(mean).toBeCloseTo(0.2418, 3);
});
