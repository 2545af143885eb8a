import type { Header } from './evidence.ts';

/** The three signals of OTLP, as they stand in its paths. */
export type OtlpSignal = 'traces' | 'logs' | 'metrics';

export type OtlpProtocol = 'grpc' | 'http/protobuf' | 'http/json';

interface Received<Signal extends OtlpSignal, Message> {
  readonly signal: Signal;
  readonly protocol: OtlpProtocol;
  /** Epoch milliseconds, when the last byte of it was there. */
  readonly receivedAt: number;
  /** As they were sent; HTTP/2's pseudo-headers are among them. */
  readonly headers: readonly Header[];
  /** The size of the message, decompressed. */
  readonly bytes: number;
  /**
   * The message in the form of OTLP/JSON, whatever it was sent in: names in camel case, ids in lower-case hexadecimal, 64-bit numbers
   * as decimal strings, bytes in base64, what has its default left out. Two messages that mean the same are the same here.
   */
  readonly message: Message;
}

/** One export that a service made, complete and accepted. */
export type OtlpRequest =
  Received<'traces', ExportTraces> | Received<'logs', ExportLogs> | Received<'metrics', ExportMetrics>;

/** What the services of a run exported over OTLP. */
export interface OtlpTraffic {
  /** In the order in which they were complete. */
  readonly requests: readonly OtlpRequest[];
  readonly refusals: readonly OtlpRefusal[];
  /** Whether more was sent than is kept. */
  readonly exceeded: boolean;
}

/** Why something that was sent is not among the requests. */
export type OtlpRefusalCode =
  /** Neither HTTP/1.1 nor HTTP/2. */
  | 'not-http'
  /** A TLS handshake: the endpoint is plain. */
  | 'tls'
  | 'unknown-path'
  | 'wrong-method'
  | 'wrong-content-type'
  /** A compression that is not gzip. */
  | 'wrong-encoding'
  /** Compressed data that does not decompress. */
  | 'broken-encoding'
  /** No OTLP message of the signal. */
  | 'malformed'
  | 'too-large'
  /** The connection ended, or the request was cancelled, before it was complete. */
  | 'cut-short'
  /** So much was under way at once that this was not taken in. The client may try again. */
  | 'busy'
  /** More than a run may send in all; also all that comes after it. */
  | 'exceeded';

/** One thing that was sent and not accepted. */
export interface OtlpRefusal {
  readonly code: OtlpRefusalCode;
  /** What it was, as far as it is known: `POST /v1/traces`, a gRPC method, or empty. */
  readonly what: string;
  /** The decoder's own words; empty where the code says all. */
  readonly detail: string;
  /** What the client was told: an HTTP status, or a gRPC status code where `grpc`; null when it could not be told. */
  readonly status: number | null;
  readonly grpc: boolean;
  readonly receivedAt: number;
}

/** A value with its type: exactly one member, or none for an empty value. */
export interface OtlpValue {
  readonly stringValue?: string;
  readonly boolValue?: boolean;
  /** Decimal. */
  readonly intValue?: string;
  readonly doubleValue?: OtlpDouble;
  readonly arrayValue?: { readonly values?: readonly OtlpValue[] };
  readonly kvlistValue?: { readonly values?: readonly OtlpAttribute[] };
  /** Base64. */
  readonly bytesValue?: string;
}

type OtlpDouble = number | 'NaN' | 'Infinity' | '-Infinity';

export interface OtlpAttribute {
  readonly key?: string;
  readonly value?: OtlpValue;
}

interface Attributed {
  readonly attributes?: readonly OtlpAttribute[];
  readonly droppedAttributesCount?: number;
}

export interface OtlpResource extends Attributed {
  readonly entityRefs?: readonly {
    readonly schemaUrl?: string;
    readonly type?: string;
    readonly idKeys?: readonly string[];
    readonly descriptionKeys?: readonly string[];
  }[];
}

export interface OtlpScope extends Attributed {
  readonly name?: string;
  readonly version?: string;
}

interface ExportTraces {
  readonly resourceSpans?: readonly {
    readonly resource?: OtlpResource;
    readonly scopeSpans?: readonly {
      readonly scope?: OtlpScope;
      readonly spans?: readonly OtlpSpan[];
      readonly schemaUrl?: string;
    }[];
    readonly schemaUrl?: string;
  }[];
}

export interface OtlpSpan extends Attributed {
  readonly traceId?: string;
  readonly spanId?: string;
  readonly parentSpanId?: string;
  readonly traceState?: string;
  readonly name?: string;
  readonly kind?: number;
  /** Nanoseconds since 1970, decimal. */
  readonly startTimeUnixNano?: string;
  readonly endTimeUnixNano?: string;
  readonly events?: readonly OtlpSpanEvent[];
  readonly droppedEventsCount?: number;
  readonly links?: readonly OtlpSpanLink[];
  readonly droppedLinksCount?: number;
  readonly status?: { readonly code?: number; readonly message?: string };
  readonly flags?: number;
}

export interface OtlpSpanEvent extends Attributed {
  readonly name?: string;
  readonly timeUnixNano?: string;
}

export interface OtlpSpanLink extends Attributed {
  readonly traceId?: string;
  readonly spanId?: string;
  readonly traceState?: string;
  readonly flags?: number;
}

interface ExportLogs {
  readonly resourceLogs?: readonly {
    readonly resource?: OtlpResource;
    readonly scopeLogs?: readonly {
      readonly scope?: OtlpScope;
      readonly logRecords?: readonly OtlpLogRecord[];
      readonly schemaUrl?: string;
    }[];
    readonly schemaUrl?: string;
  }[];
}

export interface OtlpLogRecord extends Attributed {
  readonly timeUnixNano?: string;
  readonly observedTimeUnixNano?: string;
  readonly severityNumber?: number;
  readonly severityText?: string;
  readonly body?: OtlpValue;
  readonly eventName?: string;
  readonly traceId?: string;
  readonly spanId?: string;
  readonly flags?: number;
}

interface ExportMetrics {
  readonly resourceMetrics?: readonly {
    readonly resource?: OtlpResource;
    readonly scopeMetrics?: readonly {
      readonly scope?: OtlpScope;
      readonly metrics?: readonly OtlpMetric[];
      readonly schemaUrl?: string;
    }[];
    readonly schemaUrl?: string;
  }[];
}

/** Kept whole; no lesson reads more of a pushed metric than its name. */
export interface OtlpMetric {
  readonly name?: string;
  readonly description?: string;
  readonly unit?: string;
}
