import { expect, test } from 'vitest';
import { accumulate, changesOf, daily, during, extremes, integrate, product, stepAt, valueAt } from './steps.ts';

const STEPS = [
  [0, 2],
  [100, 5],
] as const;

test('a quantity keeps its value until it changes', () => {
  expect([-1, 0, 99.9, 100, 1e9].map((second) => stepAt(STEPS, second))).toEqual([0, 2, 2, 5, 5]);
});

test('so does anything else', () => {
  expect([-1, 5].map((second) => valueAt([[0, 'calm']], second))).toEqual([undefined, 'calm']);
});

test('quantities are multiplied at every moment', () => {
  const share = [
    [0, 1],
    [50, 0.5],
  ] as const;
  expect(product([STEPS, share])).toEqual([
    [0, 2],
    [50, 1],
    [100, 2.5],
  ]);
});

test('an episode has a value of its own, and what changes meanwhile goes on afterwards', () => {
  expect(during(STEPS, [{ from: 90, to: 110, value: 9 }])).toEqual([
    [0, 2],
    [90, 9],
    [100, 9],
    [110, 5],
  ]);
});

test('a daily pattern knows the hour of the day, and goes on the next day', () => {
  const hours = Array.from({ length: 24 }, (_, hour) => hour);
  const midnight = Date.UTC(2025, 11, 24) / 1000;
  const pattern = daily(hours, { from: midnight - 3600, to: midnight + 7200 });
  expect(pattern).toEqual([
    [midnight - 3600, 23],
    [midnight, 0],
    [midnight + 3600, 1],
  ]);
});

test('what it comes to in a while is the area below it, in whatever order it is asked', () => {
  expect(integrate(STEPS, { from: 90, to: 120 })).toBe(120);
  const upTo = accumulate(STEPS);
  expect([120, 50, 100, -5].map((second) => upTo(second))).toEqual([300, 100, 200, 0]);
});

test('the extremes of a while count what stood at its beginning, and no earlier change', () => {
  const at = (second: number): number => stepAt(STEPS, second);
  const changes = changesOf([STEPS, [[150, 0]]]);
  expect(changes).toEqual([0, 100, 150]);
  expect(extremes(at, changes, { from: 40, to: 99 })).toEqual({ least: 2, most: 2 });
  expect(extremes(at, changes, { from: 40, to: 100 })).toEqual({ least: 2, most: 5 });
});
