import type { Header } from './evidence.ts';

/** All that the services of one run sent to Sentry. */
export interface SentryTraffic {
  readonly requests: readonly SentryRequest[];
  readonly refusals: readonly SentryRefusal[];
  /** Whether they sent more than is kept. */
  readonly exceeded: boolean;
}

/** One envelope that a service sent, complete, authorised and well-formed. */
export interface SentryRequest {
  /** Epoch milliseconds, when the last byte of it was there. */
  readonly receivedAt: number;
  /** As they were sent. */
  readonly headers: readonly Header[];
  /** The size of the envelope, decompressed. */
  readonly bytes: number;
  /** The envelope, decompressed. */
  readonly envelope: string;
  /** How its bytes became text: an envelope may hold any bytes, and those that are no UTF-8 are kept one character each. */
  readonly encoding: 'utf8' | 'latin1';
  /** What the client was told: 200, or 429 or 503 where the ingest was to limit or to fail. */
  readonly status: number;
}

/** Why something that was sent is not among the requests. */
export type SentryRefusalCode =
  | 'not-http'
  /** A TLS handshake: the DSN is plain. */
  | 'tls'
  | 'unknown-path'
  | 'wrong-method'
  /** Neither a header, nor the query, nor the envelope says which key it comes with. */
  | 'missing-key'
  | 'wrong-key'
  | 'wrong-project'
  /** A compression that is not known. */
  | 'wrong-encoding'
  /** Compressed data that does not decompress. */
  | 'broken-encoding'
  /** No envelope. */
  | 'malformed'
  | 'too-large'
  /** The connection ended before the request was complete. */
  | 'cut-short'
  /** So much was under way at once that this was not taken in. The client may try again. */
  | 'busy'
  /** More than a run may send in all; also all that comes after it. */
  | 'exceeded';

/** One thing that was sent and not accepted. */
export interface SentryRefusal {
  readonly code: SentryRefusalCode;
  /** What it was, as far as it is known: `POST /api/42/envelope/`, or empty. */
  readonly what: string;
  /** The parser's own words; empty where the code says all. */
  readonly detail: string;
  /** What the client was told; null when it could not be told. */
  readonly status: number | null;
  readonly receivedAt: number;
}
