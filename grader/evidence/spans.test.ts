import { expect, test } from 'vitest';
import { madeRequest, madeSpans } from './made-spans.ts';
import type { OtlpRequest, OtlpSpan, SentBy } from './otlp.ts';
import { spansOf } from './spans.ts';

const readOne = (span: OtlpSpan) => spansOf([madeRequest([span], 'orders')])[0];
const attribute = (key: string, stringValue: string) => ({ key, value: { stringValue } });

const EVERYTHING: OtlpRequest & SentBy = {
  service: 'first',
  signal: 'traces',
  protocol: 'http/protobuf',
  receivedAt: 1_700_000_000_500,
  headers: [['content-type', 'application/x-protobuf']],
  bytes: 321,
  message: {
    resourceSpans: [
      {
        resource: { attributes: [attribute('service.name', 'orders'), attribute('host.name', 'a')] },
        schemaUrl: 'https://opentelemetry.io/schemas/1.40.0',
        scopeSpans: [
          {
            scope: { name: 'http', version: '0.1.0', attributes: [attribute('short', 'yes')] },
            spans: [
              {
                traceId: '5b8efff798038103d269b633813fc60c',
                spanId: 'eee19b7ec3c1b174',
                parentSpanId: 'eee19b7ec3c1b173',
                traceState: 'a=1',
                name: 'POST /orders',
                kind: 2,
                startTimeUnixNano: '1700000000123456789',
                endTimeUnixNano: '1700000000223456790',
                attributes: [{ key: 'http.response.status_code', value: { intValue: '503' } }],
                droppedAttributesCount: 1,
                events: [
                  {
                    name: 'exception',
                    timeUnixNano: '1700000000200000001',
                    attributes: [attribute('exception.type', 'PoolExhausted')],
                    droppedAttributesCount: 4,
                  },
                ],
                droppedEventsCount: 2,
                links: [
                  {
                    traceId: '5b8efff798038103d269b633813fc60d',
                    spanId: 'eee19b7ec3c1b175',
                    traceState: 'b=2',
                    flags: 0x301,
                    attributes: [attribute('why', 'retry')],
                    droppedAttributesCount: 5,
                  },
                ],
                droppedLinksCount: 3,
                status: { code: 2, message: 'no connection' },
                flags: 0x101,
              },
            ],
          },
        ],
      },
    ],
  },
};

test('a span is read whole', () => {
  expect(spansOf([EVERYTHING])).toEqual([
    {
      traceId: '5b8efff798038103d269b633813fc60c',
      spanId: 'eee19b7ec3c1b174',
      parentSpanId: 'eee19b7ec3c1b173',
      name: 'POST /orders',
      kind: 'server',
      service: 'orders',
      sender: 'first',
      resource: {
        attributes: { 'service.name': 'orders', 'host.name': 'a' },
        schemaUrl: 'https://opentelemetry.io/schemas/1.40.0',
      },
      scope: { name: 'http', version: '0.1.0', attributes: { short: 'yes' } },
      startMs: 1_700_000_000_123.456,
      endMs: 1_700_000_000_223.456,
      startNanos: '1700000000123456789',
      endNanos: '1700000000223456790',
      durationMs: 100.000001,
      attributes: { 'http.response.status_code': 503 },
      status: { code: 'error', message: 'no connection' },
      events: [
        {
          name: 'exception',
          timeMs: 1_700_000_000_200,
          timeNanos: '1700000000200000001',
          attributes: { 'exception.type': 'PoolExhausted' },
          droppedAttributes: 4,
        },
      ],
      links: [
        {
          traceId: '5b8efff798038103d269b633813fc60d',
          spanId: 'eee19b7ec3c1b175',
          traceState: 'b=2',
          flags: 0x301,
          attributes: { why: 'retry' },
          droppedAttributes: 5,
        },
      ],
      traceState: 'a=1',
      flags: 0x101,
      dropped: { attributes: 1, events: 2, links: 3 },
      request: EVERYTHING,
    },
  ]);
});

test('a span that says nothing is one all the same', () => {
  expect(spansOf([madeRequest([{}])])).toMatchObject([
    {
      traceId: '',
      spanId: '',
      parentSpanId: undefined,
      name: '',
      kind: 'unspecified',
      service: '',
      resource: { attributes: {}, schemaUrl: '' },
      scope: { name: '', version: '', attributes: {} },
      startMs: 0,
      startNanos: '0',
      durationMs: 0,
      status: { code: 'unset', message: '' },
      events: [],
      links: [],
      traceState: '',
      flags: 0,
      dropped: { attributes: 0, events: 0, links: 0 },
    },
  ]);
});

test('spans come in the order in which they were sent, each with its own resource, scope and request', () => {
  const spans = ['a', 'b', 'c', 'd'].map((name) => ({ name }));
  const scopes = [
    { scope: { name: 'one' }, spans: spans.slice(0, 2) },
    { scope: { name: 'two' }, spans: spans.slice(2, 3) },
  ];
  const services = ['orders', 'payments'].map((name) => ({ attributes: [attribute('service.name', name)] }));
  const first: OtlpRequest = {
    ...EVERYTHING,
    signal: 'traces',
    message: {
      resourceSpans: [
        { resource: services[0] ?? {}, scopeSpans: scopes },
        { resource: services[1] ?? {}, scopeSpans: [{ spans: spans.slice(3) }] },
        { resource: {} },
        {},
      ],
    },
  };
  const second = madeRequest([{ name: 'e' }], 'stock');
  const read = spansOf([first, second]);
  expect(read.map(({ name, service, scope }) => [name, service, scope.name])).toEqual([
    ['a', 'orders', 'one'],
    ['b', 'orders', 'one'],
    ['c', 'orders', 'two'],
    ['d', 'payments', ''],
    ['e', 'stock', ''],
  ]);
  expect(read.map(({ request }) => request === first)).toEqual([true, true, true, true, false]);
});

test('other signals have no spans', () => {
  const empty = { protocol: 'grpc', receivedAt: 0, headers: [], bytes: 0 } as const;
  expect(
    spansOf([
      { ...empty, signal: 'logs', message: { resourceLogs: [{}] } },
      { ...empty, signal: 'metrics', message: { resourceMetrics: [{}] } },
      { ...empty, signal: 'traces', message: {} },
    ]),
  ).toEqual([]);
});

test.for([
  ['no id', undefined, undefined],
  ['an empty one', '', undefined],
  ['zeros', '0000000000000000', undefined],
  ['an id that begins with zeros', '0000000000000001', '0000000000000001'],
] as const)('the parent of a span with %s', ([, parentSpanId, expected]) => {
  expect(readOne(parentSpanId === undefined ? {} : { parentSpanId })?.parentSpanId).toBe(expected);
});

test('kinds and statuses go by their names, and what no version of OTLP knows is unknown', () => {
  expect([undefined, 0, 1, 2, 3, 4, 5, 6, -1].map((kind) => readOne(kind === undefined ? {} : { kind })?.kind)).toEqual(
    ['unspecified', 'unspecified', 'internal', 'server', 'client', 'producer', 'consumer', 'unknown', 'unknown'],
  );
  expect([0, 1, 2, 3, -1].map((code) => readOne({ status: { code } })?.status.code)).toEqual([
    'unset',
    'ok',
    'error',
    'unknown',
    'unknown',
  ]);
});

test('a name of a service that is no text is none', () => {
  const resource = { attributes: [{ key: 'service.name', value: { intValue: '5' } }] };
  const message = { resourceSpans: [{ resource, scopeSpans: [{ spans: [{}] }] }] };
  const [span] = spansOf([{ ...EVERYTHING, signal: 'traces', message }]);
  expect(span?.service).toBe('');
  expect(span?.resource.attributes).toEqual({ 'service.name': 5 });
});

test('durations are exact, and negative where the clock went back', () => {
  const [long, back] = madeSpans({ id: 'a', at: 0.000_001, lasts: 86_400_000.000_001 }, { id: 'b', lasts: -2.5 });
  expect(long).toMatchObject({ durationMs: 86_400_000.000_001, startNanos: '1700000000000000001' });
  expect(back?.durationMs).toBe(-2.5);
  expect(readOne({ startTimeUnixNano: '18446744073709551615' })).toMatchObject({ startNanos: '18446744073709551615' });
});
