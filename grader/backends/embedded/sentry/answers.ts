import type { SentryRefusalCode } from '../../../evidence/sentry.ts';

/** How an ingest answers envelopes that are right. */
export type SentryMode = 'up' | 'failing' | 'limited';

/** What a client is told: Relay's answers (https://github.com/getsentry/relay, `request_meta.rs` and `endpoints/common.rs`). */
export const STATUSES: Record<SentryRefusalCode, number> = {
  'not-http': 400,
  tls: 400,
  'unknown-path': 404,
  'wrong-method': 405,
  'missing-key': 401,
  'wrong-key': 403,
  'wrong-project': 403,
  'wrong-encoding': 415,
  'broken-encoding': 400,
  malformed: 400,
  'too-large': 413,
  'cut-short': 400,
  busy: 503,
  exceeded: 429,
};

/** Seconds for which a limited client has to keep quiet. */
const RETRY_AFTER = 60;

/** An answer to an envelope. */
export interface Answer {
  status: number;
  headers: Record<string, string>;
  body: Record<string, unknown>;
}

/**
 * Of a limit, seconds, categories (here none, which means all) and scope are told, parted by colons
 * (https://develop.sentry.dev/sdk/expected-features/rate-limiting/).
 */
export function answerTo(mode: SentryMode, eventId: string | undefined): Answer {
  if (mode === 'failing') return { status: 503, headers: {}, body: { detail: 'failed to queue envelope' } };
  if (mode === 'up') return { status: 200, headers: {}, body: eventId === undefined ? {} : { id: eventId } };
  return {
    status: 429,
    headers: { 'Retry-After': String(RETRY_AFTER), 'X-Sentry-Rate-Limits': `${RETRY_AFTER}::organization` },
    body: { detail: 'Sentry dropped data due to a quota or internal rate limit being reached.' },
  };
}
