import { ROOT_CONTEXT, SpanKind, SpanStatusCode, trace, type Attributes } from '@opentelemetry/api';
import { OTLPTraceExporter as GrpcExporter } from '@opentelemetry/exporter-trace-otlp-grpc';
import { OTLPTraceExporter as JsonExporter } from '@opentelemetry/exporter-trace-otlp-http';
import { OTLPTraceExporter as ProtobufExporter } from '@opentelemetry/exporter-trace-otlp-proto';
import { resourceFromAttributes } from '@opentelemetry/resources';
import { InMemorySpanExporter, SimpleSpanProcessor, TracerProvider, type SpanExporter } from '@opentelemetry/sdk-trace';
import { expect, test } from 'vitest';
import type { OtlpProtocol } from '../../../evidence/otlp.ts';
import { drawTrace } from '../../../evidence/span-tree.ts';
import { spansOf } from '../../../evidence/spans.ts';
import { tracesOf } from '../../../evidence/traces.ts';
import { opened } from './clients.ts';

type Options = NonNullable<ConstructorParameters<typeof ProtobufExporter>[0]>;

const EXPORTERS: Record<OtlpProtocol, (endpoint: string, more: Options) => SpanExporter> = {
  grpc: (endpoint, more) => new GrpcExporter({ url: endpoint, ...more }),
  'http/protobuf': (endpoint, more) => new ProtobufExporter({ url: `${endpoint}/v1/traces`, ...more }),
  'http/json': (endpoint, more) => new JsonExporter({ url: `${endpoint}/v1/traces`, ...more }),
};

const COMPRESSIONS = ['none', 'gzip'] as NonNullable<Options['compression']>[];

const HARD: Attributes = {
  'http.route': '/orders/:id',
  empty: '',
  zero: 0,
  no: false,
  big: Number.MAX_SAFE_INTEGER,
  negative: -5,
  half: 0.5,
  list: ['a', 'b'],
  hangul: '재고 🫖\0',
};

/** Two spans, the same whoever exports them. */
function someSpans(attributes = HARD) {
  const memory = new InMemorySpanExporter();
  const provider = new TracerProvider({
    resource: resourceFromAttributes({ 'service.name': 'orders', 'deployment.environment.name': 'test' }),
    spanProcessors: [new SimpleSpanProcessor({ exporter: memory })],
  });
  const tracer = provider.getTracer('test', '1.2.3');
  const server = tracer.startSpan(
    'POST /orders',
    { kind: SpanKind.SERVER, attributes, startTime: [1_700_000_000, 123_456_789] },
    ROOT_CONTEXT,
  );
  const link = { context: server.spanContext(), attributes: { why: 'test' } };
  const options = { kind: SpanKind.CLIENT, links: [link], startTime: [1_700_000_000, 133_456_789] as [number, number] };
  const client = tracer.startSpan('charge', options, trace.setSpan(ROOT_CONTEXT, server));
  client.recordException(new Error('declined'));
  client.setStatus({ code: SpanStatusCode.ERROR, message: 'declined' });
  client.end([1_700_000_000, 138_456_789]);
  server.end([1_700_000_001, 123_456_789]);
  return memory.getFinishedSpans();
}

test('what an exporter sends is the same, whatever it speaks and compresses', async () => {
  const receiver = await opened();
  const spans = someSpans();
  for (const make of Object.values(EXPORTERS)) {
    for (const compression of COMPRESSIONS) {
      const exporter = make(`http://127.0.0.1:${receiver.port}`, { compression });
      const result = await new Promise((done) => exporter.export([...spans], done));
      expect(result).toMatchObject({ code: 0 });
      await exporter.shutdown();
    }
  }
  const received = receiver.received();
  expect(received.map(({ signal, protocol }) => `${signal} ${protocol}`)).toEqual(
    Object.keys(EXPORTERS).flatMap((protocol) => [`traces ${protocol}`, `traces ${protocol}`]),
  );
  expect(received.filter(({ headers }) => /-encoding","gzip"/i.test(JSON.stringify(headers)))).toHaveLength(3);
  for (const { message } of received) expect(message).toEqual(received[0]?.message);
  expect(JSON.parse(JSON.stringify(received))).toEqual(received);
  expect(receiver.refused()).toEqual([]);
  expect(receiver.exceeded()).toBe(false);

  const [one] = received.slice(0, 1).map((request) => spansOf([request]));
  expect(one?.map(({ name, kind, durationMs }) => ({ name, kind, durationMs }))).toEqual([
    { name: 'charge', kind: 'client', durationMs: 5 },
    { name: 'POST /orders', kind: 'server', durationMs: 1000 },
  ]);
  expect(one?.[1]?.attributes).toEqual(HARD);
  expect(tracesOf(one ?? []).flatMap((found) => drawTrace(found))).toMatchInlineSnapshot(`
    [
      "POST /orders  orders · server           +0.0 ms  1000.0 ms",
      "└─ charge     orders · client · error  +10.0 ms     5.0 ms",
    ]
  `);
});

// The JSON exporter cannot say these: JSON.stringify makes null of them.
test.for(['grpc', 'http/protobuf'] as const)(
  'numbers without end, and those that are none, arrive: %s',
  async (name) => {
    const receiver = await opened();
    const numbers = { nan: Number.NaN, endless: Number.POSITIVE_INFINITY, below: Number.NEGATIVE_INFINITY };
    const exporter = EXPORTERS[name](`http://127.0.0.1:${receiver.port}`, {});
    await new Promise((done) => exporter.export([...someSpans(numbers)], done));
    await exporter.shutdown();
    expect(spansOf(receiver.received())[1]?.attributes).toEqual(numbers);
  },
);

test('fifty exports at once all arrive, and none in the neighbour', async () => {
  const [receiver, neighbour] = [await opened(), await opened()];
  const spans = someSpans();
  const protocols = ['grpc', 'http/protobuf', 'http/json'] as const;
  const exporters = Array.from({ length: 50 }, (_, index) =>
    EXPORTERS[protocols[index % 3] ?? 'grpc'](`http://127.0.0.1:${(index % 2 === 0 ? receiver : neighbour).port}`, {
      headers: { 'x-number': String(index) },
    }),
  );
  await Promise.all(exporters.map((exporter) => new Promise<unknown>((done) => exporter.export([...spans], done))));
  await Promise.all(exporters.map((exporter) => exporter.shutdown()));
  const numbers = ({ received }: typeof receiver) =>
    received()
      .map(({ headers }) => Number(headers.find(([name]) => name === 'x-number')?.[1]))
      .toSorted((a, b) => a - b);
  // The gRPC exporter takes its headers as metadata and not from here.
  expect(receiver.received()).toHaveLength(25);
  expect(neighbour.received()).toHaveLength(25);
  expect(numbers(receiver).filter((number) => number % 2 === 1)).toEqual([]);
  expect(numbers(neighbour).filter((number) => number % 2 === 0)).toEqual([]);
});
