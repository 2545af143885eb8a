import type { OtlpRequest, OtlpSpan } from './otlp.ts';
import { spansOf, type Span } from './spans.ts';

/** How tests come by spans: written down in a line, and read as an export is. */

/** One export of one service. */
export function madeRequest(spans: readonly OtlpSpan[], service?: string): OtlpRequest {
  const attributes = service === undefined ? [] : [{ key: 'service.name', value: { stringValue: service } }];
  const message = { resourceSpans: [{ resource: { attributes }, scopeSpans: [{ spans }] }] };
  return { signal: 'traces', protocol: 'grpc', receivedAt: 0, headers: [], bytes: 0, message };
}

/** What a test says of a span; ids may be any text. */
export interface MadeSpan extends OtlpSpan {
  id: string;
  parent?: string;
  /** Default: one trace for all. */
  trace?: string;
  service?: string;
  /** Milliseconds after the beginning. Default: 0. */
  at?: number;
  /** Milliseconds. Default: 1. */
  lasts?: number;
}

const BEGINNING = 1_700_000_000_000;

/** Spans in the order given; a span's name is its id, unless it says otherwise. */
export function madeSpans(...made: readonly MadeSpan[]): Span[] {
  return spansOf(made.map(({ service, ...span }) => madeRequest([toOtlp(span)], service)));
}

function toOtlp({ id, parent = '', trace = 't', at = 0, lasts = 1, ...more }: Omit<MadeSpan, 'service'>): OtlpSpan {
  const start = BigInt(BEGINNING) * 1_000_000n + nanos(at);
  return {
    traceId: trace,
    spanId: id,
    parentSpanId: parent,
    name: id,
    startTimeUnixNano: String(start),
    endTimeUnixNano: String(start + nanos(lasts)),
    ...more,
  };
}

function nanos(milliseconds: number): bigint {
  return BigInt(Math.round(milliseconds * 1e6));
}
