import { expect, test } from 'vitest';
import { depthOf, readJson } from './json-text.ts';

const BROKEN = '{\n  "title": "a"\n  "panels": [{ "id": 1 }]\n}\n';

test('what is wrong has its place, and the rest is read', () => {
  const { value, error } = readJson(BROKEN);
  expect(error).toEqual({ reason: 'CommaExpected', line: 3, column: 3 });
  expect(value).toEqual({ title: 'a', panels: [{ id: 1 }] });
});

test.each(['{ "a": 1, }', '{ "a": 1 // why\n }', ''])('%j is none that Grafana reads', (text) => {
  expect(readJson(text).error).toBeDefined();
});

test('everything has its place, and what is missing that of what should have it', () => {
  const read = readJson('{\n  "panels": [\n    { "id": 1 }\n  ]\n}');
  expect(read.find(['panels', 0, 'id'])).toEqual({ line: 3, column: 13 });
  expect(read.find(['panels', 0, 'title'])).toEqual({ line: 3, column: 5 });
  expect(read.line(3)).toBe('    { "id": 1 }');
});

test('brackets stand as deep in each other as they do, those in texts apart', () => {
  expect(depthOf('{"a": [1, [2], "[[[\\"["], "b": {}}')).toBe(3);
  expect(depthOf('')).toBe(0);
});
