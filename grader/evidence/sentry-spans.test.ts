import { expect, test } from 'vitest';
import { requestOf } from './sentry-by-hand.ts';
import { sentrySpansOf } from './sentry-spans.ts';

test('a streamed span', () => {
  const span = {
    name: 'GET /orders/:id',
    trace_id: 'a',
    span_id: 'b',
    parent_span_id: 'c',
    start_timestamp: 1.5,
    end_timestamp: 2,
    is_segment: true,
    status: 'ok',
    attributes: {
      'sentry.op': { value: 'http.server', type: 'string' },
      n: { value: 1, type: 'integer' },
      list: { value: ['a'], type: 'array' },
      odd: 'a',
    },
  };
  const request = requestOf({}, { type: 'span', item_count: 2 }, { version: 2, items: [span, 1] });
  const [read, ...more] = sentrySpansOf([request]);
  expect(more).toEqual([]);
  expect({ ...read, attributes: { ...read?.attributes } }).toEqual({
    name: 'GET /orders/:id',
    op: 'http.server',
    attributes: { 'sentry.op': 'http.server', n: 1, list: ['a'], odd: null },
    traceId: 'a',
    spanId: 'b',
    parentSpanId: 'c',
    isSegment: true,
    status: 'ok',
    startMs: 1500,
    endMs: 2000,
    sent: request,
  });
});

test('a transaction is a segment and its spans', () => {
  const payload = {
    transaction: 'GET /a',
    start_timestamp: 1,
    timestamp: 2,
    contexts: { trace: { trace_id: 'a', span_id: 'b', op: 'http.server', status: 'ok', data: { x: 1 } } },
    spans: [{ description: 'charge', op: 'db', trace_id: 'a', span_id: 'c', parent_span_id: 'b' }, null],
  };
  expect(sentrySpansOf([requestOf({}, { type: 'transaction' }, payload)])).toMatchObject([
    {
      name: 'GET /a',
      op: 'http.server',
      isSegment: true,
      spanId: 'b',
      startMs: 1000,
      endMs: 2000,
      attributes: { x: 1 },
    },
    { name: 'charge', op: 'db', isSegment: false, spanId: 'c', parentSpanId: 'b', startMs: null, endMs: null },
  ]);
});

test('what has no shape has nothing, and no span is an exception', () => {
  expect(sentrySpansOf([requestOf({}, { type: 'transaction' }, {})])).toMatchObject([{ name: '', traceId: '' }]);
  expect(sentrySpansOf([requestOf({}, { type: 'span', item_count: 1 }, { items: [{ attributes: 1 }] })])).toMatchObject(
    [{ name: '', attributes: {}, isSegment: false }],
  );
  expect(sentrySpansOf([requestOf({}, { type: 'event' }, {}), requestOf('hello')])).toEqual([]);
});
