import { expect, test } from 'vitest';
import type { Json } from './evidence.ts';
import { findText } from './find-text.ts';

const has = (part: string) => (text: string) => text.includes(part);

test.each<[what: string, value: Json, found: { path: string; text: string }]>([
  ['a text', 'my secret', { path: '', text: 'my secret' }],
  ['a text in a list', { a: ['x', 'my secret'] }, { path: 'a.1', text: 'my secret' }],
  ['the name of a field', { a: { secret: null } }, { path: 'a', text: 'secret' }],
  ['the first of two', { a: { b: 'secret 1' }, c: 'secret 2' }, { path: 'a.b', text: 'secret 1' }],
])('finds %s', (_what, value, found) => {
  expect(findText(value, has('secret'))).toEqual(found);
});

test('finds a number', () => {
  expect(findText({ card: { number: 4242424242424242 } }, has('4242424242424242'))).toEqual({
    path: 'card.number',
    text: '4242424242424242',
  });
});

test('finds nothing where nothing is', () => {
  expect(findText({ a: [null, true, 1, 'b'] }, has('secret'))).toBeUndefined();
});

test('goes as deep as anybody can send', () => {
  const depth = 200_000;
  const deep = JSON.parse(`${'['.repeat(depth)}"secret"${']'.repeat(depth)}`) as Json;
  expect(findText(deep, has('secret'))?.path).toHaveLength(2 * depth - 1);
});
