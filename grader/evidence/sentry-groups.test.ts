import { expect, test } from 'vitest';
import type { Json } from './evidence.ts';
import { eventOf } from './sentry-by-hand.ts';
import { groupOf } from './sentry-groups.ts';

type Fields = Record<string, Json>;

const OWN = { filename: '/shop/src/orders.ts', module: 'orders', function: 'findOrder', lineno: 7, in_app: true };
const PACKAGE = { filename: '/shop/node_modules/router/index.js', function: 'next', lineno: 1, in_app: false };

/** An event of one error that was thrown in these frames. */
const thrown = (frames: Fields[], exception: Fields = {}, event: Fields = {}) =>
  eventOf({ exception: { values: [{ type: 'Error', value: 'a', stacktrace: { frames }, ...exception }] }, ...event });

const message = (text: string, more: Fields = {}) => eventOf({ message: text, ...more });

test.for<[what: string, one: ReturnType<typeof eventOf>, other: ReturnType<typeof eventOf>]>([
  ['other text', thrown([OWN]), thrown([OWN], { value: 'b' })],
  ['another line', thrown([OWN]), thrown([{ ...OWN, lineno: 8, colno: 1 }])],
  ['other frames of packages', thrown([OWN]), thrown([PACKAGE, OWN, PACKAGE])],
  ['the same frame twice', thrown([OWN]), thrown([OWN, OWN])],
  ['a class before the function', thrown([OWN]), thrown([{ ...OWN, function: 'Shop.findOrder' }])],
  ['another folder', thrown([{ ...OWN, module: '' }]), thrown([{ ...OWN, module: '', filename: '/b/orders.ts' }])],
  [
    'another level and user',
    thrown([OWN]),
    thrown([OWN], {}, { level: 'warning', user: { id: 'a' }, tags: { a: 'b' } }),
  ],
  ['other spaces', thrown([{ ...OWN, context_line: 'throw  a;' }]), thrown([{ ...OWN, context_line: '  throw a;' }])],
  [
    'other type of a synthetic one',
    thrown([OWN], { type: 'A', mechanism: { synthetic: true } }),
    thrown([OWN], { type: 'B', mechanism: { synthetic: true } }),
  ],
  ['a fingerprint of its own default', thrown([OWN]), thrown([OWN], {}, { fingerprint: ['{{ default }}'] })],
  ['the same fingerprint', thrown([OWN], {}, { fingerprint: ['a'] }), message('b', { fingerprint: ['a'] })],
  [
    'the same fingerprint with its default',
    thrown([OWN], {}, { fingerprint: ['a', '{{default}}'] }),
    thrown([OWN], { value: 'b' }, { fingerprint: ['a', '{{ default }}'] }),
  ],
  ['ids in a message', message('order 17 of 4bf92f3577b34da6 late'), message('order 18 of a3ce929d0e0e4736 late')],
  ['an address', message('mail to a@b.example from 10.0.0.1'), message('mail to c.d@e.example from 10.0.0.2')],
  [
    'a UUID',
    message('cart 01234567-89ab-cdef-0123-456789abcdef'),
    message('cart 11234567-89ab-cdef-0123-456789abcdef'),
  ],
  ['a time', message('due 2026-11-03T02:00:00.000Z, took 5.2s'), message('due 2026-11-04T03:00:00Z, took 17s')],
  ['a third line', message('a\nb\nc'), message('a\nb\nd')],
  ['an id in an error without a stack', thrown([], { value: 'order 1' }), thrown([], { value: 'order 2' })],
])('one issue: %s', ([, one, other]) => {
  expect(groupOf(one)).toBe(groupOf(other));
});

test.for<[what: string, one: ReturnType<typeof eventOf>, other: ReturnType<typeof eventOf>]>([
  ['another type', thrown([OWN]), thrown([OWN], { type: 'TypeError' })],
  ['another function', thrown([OWN]), thrown([{ ...OWN, function: 'findCart' }])],
  ['another module', thrown([OWN]), thrown([{ ...OWN, module: 'carts' }])],
  ['another caller', thrown([OWN]), thrown([{ ...OWN, function: 'show' }, OWN])],
  [
    'another line of source',
    thrown([{ ...OWN, context_line: 'throw a;' }]),
    thrown([{ ...OWN, context_line: 'throw b;' }]),
  ],
  [
    'a cause',
    thrown([OWN]),
    eventOf({
      exception: {
        values: [
          { type: 'Cause', value: '' },
          { type: 'Error', value: 'a', stacktrace: { frames: [OWN] } },
        ],
      },
    }),
  ],
  ['another fingerprint', thrown([OWN], {}, { fingerprint: ['a'] }), thrown([OWN], {}, { fingerprint: ['b'] })],
  ['fingerprints cut otherwise', message('', { fingerprint: ['ab', 'c'] }), message('', { fingerprint: ['a', 'bc'] })],
  [
    'the default of other errors',
    thrown([OWN], {}, { fingerprint: ['a', '{{ default }}'] }),
    thrown([OWN], { type: 'B' }, { fingerprint: ['a', '{{ default }}'] }),
  ],
  ['frames of packages where there are no others', thrown([PACKAGE]), thrown([{ ...PACKAGE, function: 'handle' }])],
  ['other words', message('order 1 late'), message('order 1 lost')],
  ['a word of few hexadecimal letters', message('facade'), message('decade')],
])('two issues: %s', ([, one, other]) => {
  expect(groupOf(one)).not.toBe(groupOf(other));
});

test('a group says what it is made of', () => {
  expect(groupOf(thrown([PACKAGE, { ...OWN, function: '?', context_line: ' throw a;' }, OWN]))).toMatchInlineSnapshot(`
    "error Error
      orders |  | throw a;
      orders | findOrder | "
  `);
  expect(groupOf(message('order 17 of 3.5 at https://a.example/b, 12ms, 0xff'))).toMatchInlineSnapshot(
    `"message order <int> of <float> at <url> <duration>, <hex>"`,
  );
  expect(groupOf(message('a', { fingerprint: ['payments', '{{ default }}'] }))).toMatchInlineSnapshot(
    `"fingerprint ["payments","message a"]"`,
  );
  expect(groupOf(eventOf({}))).toBe('message ');
});

test('no long message takes long', () => {
  for (const text of ['a', '1', 'a.', '1.', '@', 'a@', '0x', '://', '- ', '1-']) {
    const since = performance.now();
    groupOf(message(text.repeat(200_000)));
    expect(performance.now() - since, text).toBeLessThan(1000);
  }
});
