import { gunzipSync } from 'node:zlib';
import type { Header } from '../../../evidence/evidence.ts';
import type { OtlpProtocol, OtlpRefusal, OtlpRefusalCode, OtlpRequest, OtlpSignal } from '../../../evidence/otlp.ts';
import { decodeJson, decodeProtobuf, Malformed, TooManyFields } from './decode.ts';

/** How much a receiver takes. Sizes in bytes; fields are counted because thousands of empty spans fit into a few bytes. */
export interface OtlpLimits {
  /** One request's body as it is sent. */
  sentBytes: number;
  /** One message, decompressed. */
  messageBytes: number;
  messageFields: number;
  /** All that is kept, headers included. */
  totalBytes: number;
  totalFields: number;
  requests: number;
  refusals: number;
  /** Bodies that are not complete, taken together. */
  pendingBytes: number;
  connections: number;
}

/** A lesson's run sends some thousand spans, at about a hundred fields and a kilobyte each. */
export const DEFAULT_OTLP_LIMITS: OtlpLimits = {
  sentBytes: 4 * 1024 * 1024,
  messageBytes: 8 * 1024 * 1024,
  messageFields: 200_000,
  totalBytes: 32 * 1024 * 1024,
  totalFields: 1_000_000,
  requests: 10_000,
  refusals: 1_000,
  pendingBytes: 16 * 1024 * 1024,
  connections: 256,
};

/** One export, complete, as its protocol has handed it over. */
export interface Arrival {
  signal: OtlpSignal;
  protocol: OtlpProtocol;
  headers: readonly Header[];
  body: Buffer;
  gzip: boolean;
}

/** Why an arrival is not kept. */
export interface Reason {
  code: OtlpRefusalCode;
  detail: string;
}

/** What has come in, whichever protocol it came by. */
export interface Intake {
  readonly limits: OtlpLimits;
  readonly received: readonly OtlpRequest[];
  readonly refused: readonly OtlpRefusal[];
  /** Whether more was sent than is kept; from then on nothing is. */
  exceeded(): boolean;
  /** Decodes an export and keeps it, or says why not. */
  take(arrival: Arrival): Reason | undefined;
  refuse(refusal: Omit<OtlpRefusal, 'receivedAt'>): void;
  /** Makes room for a part of a body; false when too much is under way. Room is given back with a negative size. */
  reserve(bytes: number): boolean;
}

/** Opens an empty intake. */
export function createIntake(limits: OtlpLimits): Intake {
  const received: OtlpRequest[] = [];
  const refused: OtlpRefusal[] = [];
  const total = { bytes: 0, fields: 0 };
  let pending = 0;
  let exceeded = false;

  function keep({ signal, protocol, headers, body, gzip }: Arrival): Reason | undefined {
    const bytes = gzip ? gunzip(body, limits.messageBytes) : body;
    if (bytes.length > limits.messageBytes) throw new TooLarge(limits.messageBytes);
    const decode = protocol === 'http/json' ? decodeJson : decodeProtobuf;
    const { message, fields } = decode(signal, bytes, limits.messageFields);
    total.bytes += bytes.length + headers.reduce((sum, [name, value]) => sum + name.length + value.length, 0);
    total.fields += fields;
    if (received.length === limits.requests || total.bytes > limits.totalBytes || total.fields > limits.totalFields) {
      exceeded = true;
      return { code: 'exceeded', detail: '' };
    }
    const receivedAt = Date.now();
    received.push({ signal, protocol, receivedAt, headers, bytes: bytes.length, message } as OtlpRequest);
    return undefined;
  }

  return {
    limits,
    received,
    refused,
    exceeded: () => exceeded,
    take(arrival) {
      if (exceeded) return { code: 'exceeded', detail: '' };
      try {
        return keep(arrival);
      } catch (error) {
        if (error instanceof TooLarge || error instanceof TooManyFields)
          return { code: 'too-large', detail: error.message };
        if (error instanceof BrokenEncoding) return { code: 'broken-encoding', detail: error.message };
        if (error instanceof Malformed) return { code: 'malformed', detail: error.message };
        throw error;
      }
    },
    refuse(refusal) {
      if (refused.length < limits.refusals) refused.push({ ...refusal, receivedAt: Date.now() });
      else exceeded = true;
    },
    reserve(bytes) {
      if (bytes > 0 && pending + bytes > limits.pendingBytes) return false;
      pending += bytes;
      return true;
    },
  };
}

class TooLarge extends Error {
  constructor(limit: number) {
    super(`more than ${limit} bytes`);
  }
}

class BrokenEncoding extends Error {}

/** At once and not in turns: so there is one decompressed message at a time, however many bombs arrive together. */
function gunzip(body: Buffer, limit: number): Buffer {
  try {
    return gunzipSync(body, { maxOutputLength: limit });
  } catch (error) {
    const { code, message } = error as NodeJS.ErrnoException;
    if (code === 'ERR_BUFFER_TOO_LARGE') throw new TooLarge(limit);
    throw new BrokenEncoding(message);
  }
}
