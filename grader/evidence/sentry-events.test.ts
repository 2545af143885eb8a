import { expect, test } from 'vitest';
import { eventOf, requestOf } from './sentry-by-hand.ts';
import { eventsOf, thrownOf } from './sentry-events.ts';
import type { Json } from './evidence.ts';

test('an event without anything is an error without anything', () => {
  const { raw, sent, ...event } = eventOf({});
  expect(raw).toEqual({});
  expect(sent.status).toBe(200);
  expect(event).toEqual({
    eventId: '',
    timeMs: null,
    level: 'error',
    release: '',
    environment: '',
    transaction: '',
    message: '',
    exceptions: [],
    user: {},
    tags: {},
    contexts: {},
    extra: {},
    breadcrumbs: [],
    request: {},
    fingerprint: [],
    trace: { traceId: '', spanId: '' },
  });
  expect(thrownOf(eventOf({}))).toBeUndefined();
});

test('what other SDKs may send is read too', () => {
  const event = eventOf({
    timestamp: '2026-11-03T02:00:00.5Z',
    logentry: { message: 'order %s', formatted: 'order 1' },
    exception: [{ type: 'Error' }],
    breadcrumbs: { values: [{ timestamp: 1.5, message: 'a' }] },
    tags: [
      ['a', 'b'],
      ['n', 1],
      ['none', null],
      ['list', [[]]],
      [1, 2],
    ],
    fingerprint: ['a', 1],
  });
  expect(event).toMatchObject({
    timeMs: Date.UTC(2026, 10, 3, 2, 0, 0, 500),
    message: 'order 1',
    exceptions: [{ type: 'Error', value: '', mechanism: { type: '', handled: null, synthetic: false }, frames: [] }],
    breadcrumbs: [{ timeMs: 1500, message: 'a', level: 'info', type: 'default', category: '', data: {} }],
    fingerprint: ['a', ''],
  });
  expect({ ...event.tags }).toEqual({ a: 'b', n: '1' });
});

test('any name of a tag is a name', () => {
  expect(Object.keys(eventOf(JSON.parse('{"tags":{"__proto__":"a","toString":"b"}}') as Json).tags)).toEqual([
    '__proto__',
    'toString',
  ]);
});

const FIELDS = [
  'event_id',
  'timestamp',
  'level',
  'release',
  'environment',
  'transaction',
  'message',
  'logentry',
  'exception',
  'user',
  'tags',
  'contexts',
  'extra',
  'breadcrumbs',
  'request',
  'fingerprint',
];
const ODD: Json[] = [
  null,
  true,
  0,
  -1,
  '',
  'a',
  [],
  [null],
  [[]],
  [1, 'a'],
  {},
  { values: 1 },
  { values: [null, 1, []] },
];

test('no field makes an event unreadable, whatever it holds', () => {
  for (const field of FIELDS)
    for (const value of ODD)
      expect(() => eventOf({ [field]: value }), `${field} ${JSON.stringify(value)}`).not.toThrow();
  for (const field of ['type', 'value', 'mechanism', 'stacktrace'])
    for (const value of ODD)
      expect(eventOf({ exception: { values: [{ [field]: value }] } }).exceptions).toHaveLength(1);
  for (const field of ['function', 'module', 'filename', 'lineno', 'in_app'])
    for (const value of ODD) {
      const stacktrace = { frames: [{ [field]: value }, null] };
      expect(eventOf({ exception: { values: [{ stacktrace }] } }).exceptions[0]?.frames).toHaveLength(1);
    }
});

test('only events are events', () => {
  const request = requestOf(
    {},
    { type: 'transaction' },
    {},
    { type: 'event' },
    { event_id: 'a' },
    { type: 'event' },
    [],
  );
  expect(eventsOf([request]).map(({ eventId }) => eventId)).toEqual(['a']);
});
