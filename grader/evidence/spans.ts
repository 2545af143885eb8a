import type { OtlpRequest, OtlpResource, OtlpScope, OtlpSpan, SentBy } from './otlp.ts';
import { attributesOf, type Attributes } from './otlp-values.ts';

export type SpanKind = 'unspecified' | 'internal' | 'server' | 'client' | 'producer' | 'consumer' | 'unknown';

/** One span as a service exported it. */
export interface Span {
  readonly traceId: string;
  readonly spanId: string;
  /** Undefined for a root: no id, or one of zeros. */
  readonly parentSpanId: string | undefined;
  readonly name: string;
  readonly kind: SpanKind;
  /** The resource's `service.name`; empty where it has none. */
  readonly service: string;
  /** Who sent it, as the grader knows; empty where it does not. */
  readonly sender: string;
  readonly resource: { readonly attributes: Attributes; readonly schemaUrl: string };
  readonly scope: { readonly name: string; readonly version: string; readonly attributes: Attributes };
  /** Epoch milliseconds, to the microsecond; exactly, in nanoseconds, beside it. */
  readonly startMs: number;
  readonly endMs: number;
  readonly startNanos: string;
  readonly endNanos: string;
  /** Milliseconds; negative where the clock went back. */
  readonly durationMs: number;
  readonly attributes: Attributes;
  readonly status: { readonly code: 'unset' | 'ok' | 'error' | 'unknown'; readonly message: string };
  readonly events: readonly SpanEvent[];
  readonly links: readonly SpanLink[];
  readonly traceState: string;
  /** The lowest bit is W3C's `sampled`; 0x100 and 0x200 say whether the parent is known to be remote, and whether it is. */
  readonly flags: number;
  readonly dropped: { readonly attributes: number; readonly events: number; readonly links: number };
  /** The request that brought it. */
  readonly request: OtlpRequest;
}

/** Something that happened in a span, such as an exception. */
export interface SpanEvent {
  readonly name: string;
  readonly timeMs: number;
  readonly timeNanos: string;
  readonly attributes: Attributes;
  readonly droppedAttributes: number;
}

/** A span's reference to another, of any trace. */
export interface SpanLink {
  readonly traceId: string;
  readonly spanId: string;
  readonly traceState: string;
  readonly flags: number;
  readonly attributes: Attributes;
  readonly droppedAttributes: number;
}

const KINDS = ['unspecified', 'internal', 'server', 'client', 'producer', 'consumer'] as const;
const STATUSES = ['unset', 'ok', 'error'] as const;
const ZEROS = /^0*$/;
const DECIMAL = /^\d{1,20}$/;

/** All spans of the requests, in the order in which they came. Requests of other signals have none. */
export function spansOf(requests: readonly (OtlpRequest & Partial<SentBy>)[]): Span[] {
  const spans: Span[] = [];
  for (const request of requests) {
    if (request.signal !== 'traces') continue;
    for (const { resource, scopeSpans = [], schemaUrl = '' } of request.message.resourceSpans ?? []) {
      const from = readResource(resource, schemaUrl);
      for (const { scope, spans: some = [] } of scopeSpans) {
        const by = readScope(scope);
        for (const span of some)
          spans.push({ ...readSpan(span), ...from, scope: by, sender: request.service ?? '', request });
      }
    }
  }
  return spans;
}

function readResource(resource: OtlpResource = {}, schemaUrl: string): Pick<Span, 'resource' | 'service'> {
  const attributes = attributesOf(resource.attributes);
  const service = attributes['service.name'];
  return { resource: { attributes, schemaUrl }, service: typeof service === 'string' ? service : '' };
}

function readScope({ name = '', version = '', attributes }: OtlpScope = {}): Span['scope'] {
  return { name, version, attributes: attributesOf(attributes) };
}

function readSpan(span: OtlpSpan): Omit<Span, 'resource' | 'service' | 'sender' | 'scope' | 'request'> {
  const [start, end] = [nanos(span.startTimeUnixNano), nanos(span.endTimeUnixNano)];
  const parent = span.parentSpanId ?? '';
  return {
    traceId: span.traceId ?? '',
    spanId: span.spanId ?? '',
    parentSpanId: ZEROS.test(parent) ? undefined : parent,
    name: span.name ?? '',
    kind: KINDS[span.kind ?? 0] ?? 'unknown',
    startMs: milliseconds(start),
    endMs: milliseconds(end),
    startNanos: String(start),
    endNanos: String(end),
    durationMs: Number(end - start) / 1e6,
    attributes: attributesOf(span.attributes),
    status: { code: STATUSES[span.status?.code ?? 0] ?? 'unknown', message: span.status?.message ?? '' },
    events: (span.events ?? []).map((event) => {
      const time = nanos(event.timeUnixNano);
      return {
        name: event.name ?? '',
        timeMs: milliseconds(time),
        timeNanos: String(time),
        attributes: attributesOf(event.attributes),
        droppedAttributes: event.droppedAttributesCount ?? 0,
      };
    }),
    links: (span.links ?? []).map((link) => ({
      traceId: link.traceId ?? '',
      spanId: link.spanId ?? '',
      traceState: link.traceState ?? '',
      flags: link.flags ?? 0,
      attributes: attributesOf(link.attributes),
      droppedAttributes: link.droppedAttributesCount ?? 0,
    })),
    traceState: span.traceState ?? '',
    flags: span.flags ?? 0,
    dropped: {
      attributes: span.droppedAttributesCount ?? 0,
      events: span.droppedEventsCount ?? 0,
      links: span.droppedLinksCount ?? 0,
    },
  };
}

function nanos(text = '0'): bigint {
  return DECIMAL.test(text) ? BigInt(text) : 0n;
}

/** A number of milliseconds since 1970 has room for no more than a fraction of a microsecond. */
function milliseconds(time: bigint): number {
  return Number(time / 1000n) / 1000;
}
