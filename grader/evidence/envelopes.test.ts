import { expect, test } from 'vitest';
import { itemsOf, MalformedEnvelope, readEnvelope } from './envelopes.ts';
import { requestOf } from './sentry-by-hand.ts';

test.for([
  ['event', 'event'],
  ['transaction', 'transaction'],
  ['session', 'session'],
  ['sessions', 'sessions'],
  ['client_report', 'client_report'],
  ['check_in', 'check_in'],
  ['profile', 'profile'],
  ['profile_chunk', 'profile'],
  ['replay_event', 'other'],
  ['constructor', 'other'],
] as const)('an item of type %s is told as %s', ([type, kind]) => {
  const request = requestOf({}, { type }, { a: 1 });
  expect(itemsOf([request])).toEqual([{ kind, type, payload: { a: 1 }, reason: '', request }]);
});

test('items come in the order in which they were sent', () => {
  const first = requestOf({}, { type: 'event' }, { n: 1 }, { type: 'session' }, { n: 2 });
  expect(itemsOf([first, requestOf({}), requestOf({}, { type: 'event' }, { n: 3 }, '')])).toMatchObject([
    { kind: 'event', payload: { n: 1 } },
    { kind: 'session', payload: { n: 2 } },
    { kind: 'event', payload: { n: 3 } },
  ]);
});

test('a payload whose length is told is read all the same, whatever lines it has', () => {
  const payload = '{\n"요청": "🫖"\n}';
  const length = Buffer.byteLength(payload);
  expect(itemsOf([requestOf({}, { type: 'event', length }, payload, { type: 'session' }, {})])).toMatchObject([
    { kind: 'event', payload: { 요청: '🫖' } },
    { kind: 'session' },
  ]);
});

test('containers hold as many as they say', () => {
  const span = (header: Record<string, number>, payload: Record<string, number[]>) =>
    itemsOf([requestOf({}, { type: 'span', ...header }, payload)])[0];
  expect(span({ item_count: 2 }, { items: [1, 2] })).toMatchObject({ kind: 'span', reason: '' });
  expect(span({ item_count: 3 }, { items: [1, 2] })).toMatchObject({
    kind: 'malformed',
    type: 'span',
    payload: { items: [1, 2] },
    reason: 'the container says 3 items and has 2',
  });
  expect(span({}, { items: [] })?.reason).toBe('the container does not say how many items it has');
  expect(span({ item_count: 1 }, {})?.reason).toBe('the container has no list of items');
});

test.for<[what: string, lines: string[], reason: string]>([
  ['a list', ['{}', '{"type":"event"}', '[]'], 'the payload is no JSON object'],
  ['a text', ['{}', '{"type":"event"}', '"{}"'], 'the payload is no JSON object'],
  ['bytes', ['{}', '{"type":"event","length":2}', 'ab'], 'the payload is no JSON object'],
  ['no envelope', ['hello'], expect.stringContaining('JSON') as string],
  ['nothing', [''], expect.stringContaining('JSON') as string],
  ['half an item', ['{}', '{"type":"event","length":9}', '{}'], 'item 1 says 9 bytes and has 2'],
])('what cannot be read is told as malformed, with a reason: %s', ([, lines, reason]) => {
  expect(itemsOf([requestOf(...lines)])).toMatchObject([{ kind: 'malformed', payload: {}, reason }]);
});

test('of an attachment nothing is read, and of what is unknown only objects', () => {
  expect(
    itemsOf([requestOf({}, '{"type":"attachment","length":4}', 'a\nb\n', '{}', '[]', { type: 'x' }, { a: 1 })]),
  ).toMatchObject([
    { kind: 'attachment', payload: {}, reason: '' },
    { kind: 'other', type: '', payload: {} },
    { kind: 'other', type: 'x', payload: { a: 1 } },
  ]);
});

test('an envelope cut anywhere is no envelope, or holds fewer items', () => {
  const whole = Buffer.from(
    ['{"event_id":"a"}', '{"type":"event"}', '{"a":"요청"}', '{"type":"attachment","length":3}', 'abc'].join('\n'),
  );
  expect(readEnvelope(whole).items).toHaveLength(2);
  for (let end = 0; end < whole.length; end += 1)
    expect(itemsIn(whole.subarray(0, end)), `${end} bytes`).toBeLessThan(2);
});

/** How many items there are; -1 for what is no envelope. */
function itemsIn(bytes: Uint8Array): number {
  try {
    return readEnvelope(bytes).items.length;
  } catch (error) {
    if (error instanceof MalformedEnvelope) return -1;
    throw error;
  }
}
