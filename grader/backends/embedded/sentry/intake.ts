import { isUtf8 } from 'node:buffer';
import { MalformedEnvelope, readEnvelope } from '../../../evidence/envelopes.ts';
import type { Header } from '../../../evidence/evidence.ts';
import type { JsonObject } from '../../../evidence/json-fields.ts';
import type { SentryRefusal, SentryRefusalCode, SentryRequest } from '../../../evidence/sentry.ts';
import { BrokenEncoding, decompress, TooLarge, type ContentEncoding } from '../intake/decompress.ts';
import { openStore, type Store, type StoreLimits } from '../intake/store.ts';
import { answerTo, type Answer, type SentryMode } from './answers.ts';
import { findStranger, type Credentials } from './keys.ts';

/** How much an ingest takes. */
export interface SentryLimits extends StoreLimits {
  /** One envelope, decompressed. */
  envelopeBytes: number;
  envelopeFields: number;
}

/** An error event of the shop has some twenty kilobytes and six hundred fields; a run sends at most some hundreds. */
export const DEFAULT_SENTRY_LIMITS: SentryLimits = {
  sentBytes: 2 * 1024 * 1024,
  envelopeBytes: 4 * 1024 * 1024,
  envelopeFields: 200_000,
  totalBytes: 32 * 1024 * 1024,
  totalFields: 1_000_000,
  requests: 5_000,
  refusals: 1_000,
  pendingBytes: 16 * 1024 * 1024,
  connections: 256,
};

/** One request, complete. */
export interface Arrival {
  headers: readonly Header[];
  /** The key that header or query bring; undefined where only the envelope can say. */
  key: string | undefined;
  body: Buffer;
  encoding: ContentEncoding;
}

/** Why an arrival is not kept. */
export interface Reason {
  code: SentryRefusalCode;
  detail: string;
}

/** What has come in. */
export interface Intake extends Store<SentryRequest, SentryRefusal> {
  readonly limits: SentryLimits;
  readonly credentials: Credentials;
  /** Reads an envelope and keeps it, or says why not. */
  take(arrival: Arrival): Answer | Reason;
}

const EXCEEDED: Reason = { code: 'exceeded', detail: '' };

/** Opens an empty intake. */
export function createIntake(mode: SentryMode, credentials: Credentials, limits: SentryLimits): Intake {
  const store = openStore<SentryRequest, SentryRefusal>(limits);

  function keep({ headers, key, body, encoding }: Arrival): Answer | Reason {
    const bytes = decompress(body, encoding, limits.envelopeBytes);
    const fields = countFields(bytes);
    if (fields > limits.envelopeFields) throw new TooLarge(`more than ${limits.envelopeFields} fields`);
    const { header } = readEnvelope(bytes);
    const stranger = findStranger(key, header, credentials);
    if (stranger !== undefined) return { code: stranger, detail: '' };
    const answer = answerTo(mode, eventIdOf(header));
    const text = isUtf8(bytes) ? 'utf8' : 'latin1';
    const request: SentryRequest = {
      receivedAt: Date.now(),
      headers,
      bytes: bytes.length,
      envelope: bytes.toString(text),
      encoding: text,
      status: answer.status,
    };
    return store.keep(request, fields) ? answer : EXCEEDED;
  }

  return {
    ...store,
    limits,
    credentials,
    take(arrival) {
      if (store.exceeded()) return EXCEEDED;
      try {
        return keep(arrival);
      } catch (error) {
        if (error instanceof TooLarge) return { code: 'too-large', detail: error.message };
        if (error instanceof BrokenEncoding) return { code: 'broken-encoding', detail: error.message };
        if (error instanceof MalformedEnvelope) return { code: 'malformed', detail: error.message };
        throw error;
      }
    },
  };
}

const eventIdOf = ({ event_id: id }: JsonObject): string | undefined => (typeof id === 'string' ? id : undefined);

const STRUCTURE = new Set(Buffer.from('\n,[{'));

/** How many values there may be at most, before any is read: those in texts are counted too. */
function countFields(bytes: Buffer): number {
  let fields = 0;
  for (const byte of bytes) if (STRUCTURE.has(byte)) fields += 1;
  return fields;
}
