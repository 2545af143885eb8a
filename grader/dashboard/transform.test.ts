import { describe, expect, test } from 'vitest';
import type { Frame } from './frame.ts';
import { calculationOf, reduce } from './reduce.ts';
import { transform } from './transform.ts';

const frame = (name: string, ...values: number[]): Frame => ({
  refId: name.toUpperCase(),
  query: '',
  name,
  labels: { route: name },
  start: 0,
  step: 15,
  values,
});
const FRAMES = [frame('a', 1, 2), frame('b', 5, Number.NaN), frame('c', 3, 9)];
const namesAfter = (id: string, options: Record<string, unknown>): string[] =>
  transform(FRAMES, [{ id, options }]).map(({ name }) => name);

describe('a transformation', () => {
  test('sorts by the value, and what is none comes last', () => {
    expect(namesAfter('sortBy', { sort: [{ field: 'Value', desc: true }] })).toEqual(['c', 'a', 'b']);
    expect(namesAfter('sortBy', { sort: [{ field: 'route', desc: true }] })).toEqual(['c', 'b', 'a']);
  });

  test('limits, filters and renames', () => {
    expect(namesAfter('limit', { limitField: 2 })).toEqual(['a', 'b']);
    expect(namesAfter('filterByRefId', { include: 'A|C' })).toEqual(['a', 'c']);
    expect(namesAfter('renameByRegex', { regex: '(.)', renamePattern: '/$1' })).toEqual(['/a', '/b', '/c']);
  });

  test('computes a field from two others', () => {
    const binary = { left: 'C', operator: '/', right: '3' };
    const [made] = transform(FRAMES, [
      { id: 'calculateField', options: { mode: 'binary', binary, replaceFields: true } },
    ]);
    expect(made?.values).toEqual([1, 3]);
  });

  test('that is unknown changes nothing', () => {
    expect(namesAfter('merge', {})).toEqual(['a', 'b', 'c']);
  });
});

test('a calculation sees gaps as Grafana does', () => {
  const values = [4, Number.NaN, 2, Number.NaN];
  const results = ['last', 'lastNotNull', 'mean', 'max', 'sum', 'count', 'unknown'].map((one) => reduce(values, one));
  expect(results).toEqual([Number.NaN, 2, 3, 4, 6, 4, Number.NaN]);
});

test('what shows one value is reduced, to the last if it does not say how', () => {
  expect(calculationOf({ type: 'stat', calculation: undefined })).toBe('lastNotNull');
  expect(calculationOf({ type: 'timeseries', calculation: 'mean' })).toBeUndefined();
});
