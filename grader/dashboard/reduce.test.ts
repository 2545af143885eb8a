import { expect, test } from 'vitest';
import { calculationName, isCalculation, reduce } from './reduce.ts';

test('a calculation sees gaps as Grafana does', () => {
  const values = [4, Number.NaN, 2, Number.NaN];
  const results = ['last', 'lastNotNull', 'first', 'mean', 'max', 'min', 'sum', 'count', 'range', 'diff', 'median'].map(
    (one) => reduce(values, one),
  );
  expect(results).toEqual([Number.NaN, 2, 4, 3, 4, 2, 6, 4, 2, -2, 4]);
});

test('there is nothing to be had of nothing, or by an unknown name', () => {
  expect(['lastNotNull', 'sum', 'max', 'mean', 'median'].map((one) => reduce([Number.NaN], one))).toEqual(
    Array.from({ length: 5 }, () => Number.NaN),
  );
  expect(reduce([1, 2], 'toString')).toBeNaN();
  expect([isCalculation('mean'), isCalculation('toString')]).toEqual([true, false]);
});

test('the result is called as Grafana calls it', () => {
  expect(['lastNotNull', 'sum', 'p95'].map((one) => calculationName(one))).toEqual(['Last *', 'Total', 'p95']);
});
