import { itemsOf } from './envelopes.ts';
import type { Json } from './evidence.ts';
import { isObject, listOf, objectOf, textOf, timeOf, type JsonObject } from './json-fields.ts';
import type { SentryRequest } from './sentry.ts';

/** One span as a service sent it to Sentry (https://develop.sentry.dev/sdk/telemetry/spans/span-protocol/). */
export interface SentrySpan {
  readonly name: string;
  /** The attribute `sentry.op`. */
  readonly op: string;
  /** Values without their types. */
  readonly attributes: JsonObject;
  readonly traceId: string;
  readonly spanId: string;
  /** Empty for a trace's root. */
  readonly parentSpanId: string;
  /** Whether it is the first of its service in a trace: one request. */
  readonly isSegment: boolean;
  readonly status: string;
  /** Epoch milliseconds; null where it says nothing. */
  readonly startMs: number | null;
  readonly endMs: number | null;
  readonly sent: SentryRequest;
}

/**
 * All spans of the requests, in the order in which they came: those that are streamed, and those of transactions, as an app
 * sends them that has `traceLifecycle: 'static'`. A transaction is its segment, before its spans.
 */
export function sentrySpansOf(requests: readonly SentryRequest[]): SentrySpan[] {
  return itemsOf(requests).flatMap(({ kind, payload, request }) => {
    if (kind === 'span')
      return listOf(payload.items)
        .filter(isObject)
        .map((span) => readStreamed(span, request));
    return kind === 'transaction' ? readTransaction(payload, request) : [];
  });
}

function readStreamed(span: JsonObject, sent: SentryRequest): SentrySpan {
  const attributes = plain(objectOf(span.attributes));
  return {
    name: textOf(span.name),
    op: textOf(attributes['sentry.op']),
    attributes,
    ...idsOf(span),
    isSegment: span.is_segment === true,
    status: textOf(span.status),
    startMs: timeOf(span.start_timestamp),
    endMs: timeOf(span.end_timestamp),
    sent,
  };
}

function readTransaction(transaction: JsonObject, sent: SentryRequest): SentrySpan[] {
  const trace = objectOf(objectOf(transaction.contexts).trace);
  const segment = readStatic({ ...transaction, ...trace, description: transaction.transaction ?? null }, sent);
  const spans = listOf(transaction.spans).filter(isObject);
  return [{ ...segment, isSegment: true }, ...spans.map((span) => readStatic(span, sent))];
}

function readStatic(span: JsonObject, sent: SentryRequest): SentrySpan {
  return {
    name: textOf(span.description),
    op: textOf(span.op),
    attributes: objectOf(span.data),
    ...idsOf(span),
    isSegment: false,
    status: textOf(span.status),
    startMs: timeOf(span.start_timestamp),
    endMs: timeOf(span.timestamp),
    sent,
  };
}

function idsOf(span: JsonObject): Pick<SentrySpan, 'traceId' | 'spanId' | 'parentSpanId'> {
  return {
    traceId: textOf(span.trace_id),
    spanId: textOf(span.span_id),
    parentSpanId: textOf(span.parent_span_id),
  };
}

/** Attributes come as `{ value, type }`. Without a prototype, so that one may have any name. */
function plain(attributes: JsonObject): JsonObject {
  const values = Object.create(null) as Record<string, Json>;
  for (const [key, attribute] of Object.entries(attributes)) values[key] = objectOf(attribute).value ?? null;
  return values;
}
