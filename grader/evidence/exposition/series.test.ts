import { expect, test } from 'vitest';
import { labelWithMostValues, seriesKey } from './series.ts';

test('a series has one spelling', () => {
  expect(seriesKey('a', {})).toBe('a');
  expect(seriesKey('a', { b: 'c', A: '' })).toBe('a{A="",b="c"}');
  expect(seriesKey('a', { A: '', b: 'c' })).toBe('a{A="",b="c"}');
  expect(seriesKey('a', { b: '\\"\n' })).toBe('a{b="\\\\\\"\\n"}');
  expect(seriesKey('a.b', { 'c"d': 'e', f: 'g' })).toBe('{"a.b","c\\"d"="e",f="g"}');
  expect(seriesKey('', {})).toBe('{""}');
});

test('series that differ have different spellings', () => {
  const keys = [
    seriesKey('a', { b: 'c,d=e' }),
    seriesKey('a', { b: 'c', d: 'e' }),
    seriesKey('a', { b: 'c",d="e' }),
    seriesKey('a', { 'b="c",d': 'e' }),
    seriesKey('a', JSON.parse('{"__proto__":"b"}') as Record<string, string>),
    seriesKey('a', {}),
    seriesKey('a{}', {}),
  ];
  expect(new Set(keys).size).toBe(keys.length);
});

test('the label with the most values is named, with the first of them', () => {
  const samplesOf = (...labels: Record<string, string>[]) => labels.map((one) => ({ labels: one }));
  expect(labelWithMostValues([])).toBeUndefined();
  expect(labelWithMostValues(samplesOf({}, {}))).toBeUndefined();
  expect(
    labelWithMostValues(
      samplesOf({ method: 'GET', user: 'ada' }, { method: 'POST', user: 'bob' }, { method: 'GET', user: 'eve' }),
    ),
  ).toEqual({ label: 'user', values: 3, example: 'ada' });
  expect(labelWithMostValues(samplesOf({ a: '1', b: '1' }, { b: '2' }, { a: '2' }))).toMatchObject({ label: 'a' });
  const odd = JSON.parse('{"__proto__":""}') as Record<string, string>;
  expect(labelWithMostValues(samplesOf(odd))).toEqual({ label: '__proto__', values: 1, example: '' });
});
