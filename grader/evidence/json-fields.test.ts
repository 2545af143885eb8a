import { expect, test } from 'vitest';
import type { Json } from './evidence.ts';
import { shownOf } from './json-fields.ts';

test.each<[value: Json | undefined, shown: string]>([
  ['a text', 'a text'],
  [0, '0'],
  [false, 'false'],
  [null, ''],
  [undefined, ''],
  [['a'], '…'],
  [{ a: 1 }, '…'],
])('%j is shown as "%s"', (value, shown) => {
  expect(shownOf(value)).toBe(shown);
});
