import { readFileSync } from 'node:fs';
import { expect, test } from 'vitest';
import { fixture } from './clients.ts';
import { decodeJson, decodeProtobuf, Malformed, TooManyFields } from './decode.ts';

const FIELDS = 1000;

const json = (message: unknown): Buffer => Buffer.from(JSON.stringify(message));
const spanOf = (span: unknown): Buffer => json({ resourceSpans: [{ scopeSpans: [{ spans: [span] }] }] });

// Written by Google's protobuf 7.36.2 for Python from opentelemetry-proto 1.45.2: every field of every message is set, enumerations
// to their greatest number. The JSON is its own json_format's, except that ids are hexadecimal, as OTLP has them; and it is without
// `keyStrindex`, which profiles have for themselves: here, a field that is not known.
test.for(['traces', 'logs', 'metrics'] as const)('every field of %s is read, from both encodings', (signal) => {
  const text = readFileSync(new URL(`fixtures/python-${signal}.json`, import.meta.url));
  const every: unknown = JSON.parse(text.toString());
  expect(decodeProtobuf(signal, fixture(`python-${signal}`), FIELDS).message).toEqual(every);
  expect(decodeJson(signal, text, FIELDS).message).toEqual(every);
});

test('JSON may write numbers as numbers or text, ids in capitals, and members that nobody knows', () => {
  const span = {
    traceId: '5B8EFFF798038103D269B633813FC60C',
    kind: '2',
    startTimeUnixNano: 1_700_000_000_000,
    endTimeUnixNano: '1700000000000000001',
    flags: 257,
    droppedEventsCount: '3',
    attributes: [{ key: 'traceId', value: { intValue: 7 }, future: [{}] }],
    future: { deep: [null] },
  };
  expect(decodeJson('traces', spanOf(span), FIELDS).message).toEqual({
    resourceSpans: [
      {
        scopeSpans: [
          {
            spans: [
              {
                traceId: '5b8efff798038103d269b633813fc60c',
                kind: 2,
                startTimeUnixNano: '1700000000000',
                endTimeUnixNano: '1700000000000000001',
                flags: 257,
                droppedEventsCount: 3,
                attributes: [{ key: 'traceId', value: { intValue: '7' } }],
              },
            ],
          },
        ],
      },
    ],
  });
});

test.for([
  ['an id in base64', { traceId: 'W47/95gDgQPSabYzgT/GDA==' }],
  ['half a digit pair', { spanId: 'abc' }],
  ['an id that is a number', { parentSpanId: 5 }],
  ['a name that is a number', { name: 5 }],
  ['a list that is none', { attributes: {} }],
  ['a time that is none', { startTimeUnixNano: 'now' }],
  ['two values at once', { attributes: [{ key: 'a', value: { intValue: '1', stringValue: 'b' } }] }],
] as const)('JSON that is no message is refused: %s', ([, span]) => {
  expect(() => decodeJson('traces', spanOf(span), FIELDS)).toThrow(Malformed);
});

test('a message that is only just too large is refused, one that is just not is read', () => {
  for (const decode of [
    (max: number) => decodeProtobuf('traces', fixture('python-traces'), max),
    (max: number) => decodeJson('traces', spanOf({ name: 'a' }), max),
  ]) {
    const { fields } = decode(FIELDS);
    expect(decode(fields).fields).toBe(fields);
    expect(() => decode(fields - 1)).toThrow(TooManyFields);
  }
});
