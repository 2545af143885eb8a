import { expect, test } from 'vitest';
import type { Json } from './evidence.ts';
import { eventOf } from './sentry-by-hand.ts';
import { drawEvent, filteredPathsOf } from './sentry-view.ts';

const FRAME = { filename: '/srv/shop/src/orders.ts', function: 'findOrder', lineno: 7, colno: 9, in_app: true };
const ROUTER = { filename: '/srv/shop/node_modules/router/index.js', function: 'next', lineno: 1, in_app: false };

const FULL = {
  level: 'warning',
  release: 'shop@1.2.3',
  environment: 'staging',
  transaction: 'POST /orders/:id',
  timestamp: 100,
  exception: {
    values: [
      { type: 'ConnectionError', value: 'refused', stacktrace: { frames: [ROUTER, { ...FRAME, function: 'charge' }] } },
      {
        type: 'RangeError',
        value: 'no order 1',
        mechanism: { type: 'generic', handled: true },
        stacktrace: { frames: [ROUTER, { ...FRAME, function: '?', lineno: 3, colno: 1 }, FRAME] },
      },
    ],
  },
  user: { id: 'u1', geo: { city: 'Seoul' } },
  tags: { dependency: 'payments', attempt: 2 },
  breadcrumbs: [
    { timestamp: 98.5, category: 'order', message: 'found', data: { items: 2 } },
    { timestamp: 99.999, category: 'http', type: 'http', level: 'error', data: { url: '/charge', status_code: 503 } },
    { category: 'console', message: 'later' },
    { timestamp: 100.25, category: 'console', level: 'log', message: 'after' },
  ],
  request: {
    url: 'http://a/?token=[Filtered]',
    headers: { authorization: '[Filtered]', host: 'a' },
    cookies: [['sid', '[Filtered]']],
  },
};

test('an event is drawn as Sentry shows it', () => {
  expect(drawEvent(eventOf(FULL))).toMatchInlineSnapshot(`
    [
      "RangeError: no order 1",
      "in POST /orders/:id",
      "warning · handled · shop@1.2.3 · staging",
      "user id=u1 geo=…",
      "tags dependency=payments attempt=2",
      "stack",
      "  findOrder  …/src/orders.ts:7:9",
      "  <anonymous>  …/src/orders.ts:3:1",
      "  caused by ConnectionError: refused",
      "    charge  …/src/orders.ts:7:9",
      "breadcrumbs",
      "  -1.500 s  order  info  found  items=2",
      "  -0.001 s  http  error  url=/charge status_code=503",
      "  ?  console  info  later",
      "  +0.250 s  console  log  after",
      "filtered",
      "  request.url",
      "  request.headers.authorization",
      "  request.cookies.0.1",
    ]
  `);
});

test('what an event lacks is not drawn', () => {
  expect(drawEvent(eventOf({}))).toMatchInlineSnapshot(`
    [
      "(no message)",
      "error",
    ]
  `);
  expect(drawEvent(eventOf({ message: 'order late', level: 'info' }))).toMatchInlineSnapshot(`
    [
      "order late",
      "info",
    ]
  `);
  expect(
    drawEvent(
      eventOf({
        exception: { values: [{ type: 'Error', mechanism: { handled: false }, stacktrace: { frames: [FRAME] } }] },
      }),
    ),
  ).toMatchInlineSnapshot(`
    [
      "Error",
      "in findOrder (…/src/orders.ts)",
      "error · unhandled",
      "stack",
      "  findOrder  …/src/orders.ts:7:9",
    ]
  `);
});

test('of much the part is drawn that says most, and how much more there is', () => {
  const many = Array.from({ length: 20 }, (_, index) => index);
  const event = eventOf({
    message: 'm',
    timestamp: 20,
    exception: {
      values: many.map((n) => ({
        type: 'E',
        value: String(n),
        stacktrace: { frames: many.map((lineno) => ({ ...FRAME, lineno })) },
      })),
    },
    breadcrumbs: many.map((n) => ({ timestamp: n, category: 'step', message: String(n) })),
    extra: Object.fromEntries(many.map((n) => [`secret${n}`, '[Filtered]'])),
  });
  expect(drawEvent(event)).toMatchInlineSnapshot(`
    [
      "E: 19",
      "in findOrder (…/src/orders.ts)",
      "error",
      "stack",
      "  findOrder  …/src/orders.ts:19:9",
      "  findOrder  …/src/orders.ts:18:9",
      "  findOrder  …/src/orders.ts:17:9",
      "  findOrder  …/src/orders.ts:16:9",
      "  … +16",
      "  caused by E: 18",
      "    findOrder  …/src/orders.ts:19:9",
      "  caused by E: 17",
      "    findOrder  …/src/orders.ts:19:9",
      "breadcrumbs",
      "  … +14",
      "  -6.000 s  step  info  14",
      "  -5.000 s  step  info  15",
      "  -4.000 s  step  info  16",
      "  -3.000 s  step  info  17",
      "  -2.000 s  step  info  18",
      "  -1.000 s  step  info  19",
      "filtered",
      "  extra.secret0",
      "  extra.secret1",
      "  extra.secret2",
      "  extra.secret3",
      "  extra.secret4",
      "  … +15",
    ]
  `);
});

test('no line is longer than it may be, and none acts on a terminal', () => {
  const nasty = `\u001B[2J\n\u202E${'🫖'.repeat(300)}`;
  const everywhere = JSON.parse(JSON.stringify(FULL), (_key, value: unknown) =>
    typeof value === 'string' ? `${nasty}[Filtered]` : value,
  ) as Json;
  for (const width of [20, 21, 80, 100, 1000]) {
    const lines = drawEvent(eventOf(everywhere), { width });
    expect(lines.length).toBeGreaterThan(8);
    for (const line of lines) {
      expect(line.length).toBeLessThanOrEqual(width);
      expect(line).not.toMatch(/[\p{Cc}\p{Cf}]/u);
      expect(line.isWellFormed()).toBe(true);
    }
  }
});

test('what is filtered is found, however deep and wide it lies', () => {
  expect(filteredPathsOf({ a: [{ b: 'x[Filtered]y' }, 1, null], c: '[Filtered]', d: 'Filtered' })).toEqual([
    'a.0.b',
    'c',
  ]);
  let deep: Json = '[Filtered]';
  for (let depth = 0; depth < 100_000; depth += 1) deep = [deep];
  expect(filteredPathsOf(deep)).toHaveLength(1);
  expect(filteredPathsOf(Array.from({ length: 300_000 }, () => '[Filtered]'))).toHaveLength(300_000);
});
