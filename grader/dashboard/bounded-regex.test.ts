import { expect, test } from 'vitest';
import { boundedRegex, RegexRefused } from './bounded-regex.ts';

test('a text between slashes is an expression; any other must match from end to end', () => {
  expect(boundedRegex('/op/i').tests(['shop', 'SHOP', 'ship'])).toEqual([true, true, false]);
  expect(boundedRegex('sh.p').tests(['ship', 'ships'])).toEqual([true, false]);
});

test('what it matches is replaced, and found', () => {
  expect(boundedRegex('/(.)-(.)/').replaceIn(['a-b', 'ab'], '$2 $1')).toEqual(['b a', 'ab']);
  expect(boundedRegex('/(?<value>\\w)-(?<text>\\w)/').firstIn(['a-b', 'ab'])).toEqual([
    { input: 'a-b', first: 'a', value: 'a' },
  ]);
});

test.each(['/(a+)+$/', '/(/', '/a/q'])('%s is given up', (source) => {
  expect(() => boundedRegex(source).tests([`${'a'.repeat(60)}!`])).toThrow(RegexRefused);
  // And is not tried again.
  expect(() => boundedRegex(source).tests(['a'])).toThrow(RegexRefused);
});
