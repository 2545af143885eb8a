import type { Header } from '../../../evidence/evidence.ts';
import type { OtlpProtocol, OtlpRefusal, OtlpRefusalCode, OtlpRequest, OtlpSignal } from '../../../evidence/otlp.ts';
import { BrokenEncoding, decompress, TooLarge } from '../intake/decompress.ts';
import { openStore, type Store, type StoreLimits } from '../intake/store.ts';
import { decodeJson, decodeProtobuf, Malformed, TooManyFields } from './decode.ts';

/** How much a receiver takes. */
export interface OtlpLimits extends StoreLimits {
  /** One message, decompressed. */
  messageBytes: number;
  messageFields: number;
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
export interface Intake extends Store<OtlpRequest, OtlpRefusal> {
  readonly limits: OtlpLimits;
  /** Decodes an export and keeps it, or says why not. */
  take(arrival: Arrival): Reason | undefined;
}

const EXCEEDED: Reason = { code: 'exceeded', detail: '' };

/** Opens an empty intake. */
export function createIntake(limits: OtlpLimits): Intake {
  const store = openStore<OtlpRequest, OtlpRefusal>(limits);

  function keep({ signal, protocol, headers, body, gzip }: Arrival): Reason | undefined {
    const bytes = decompress(body, gzip ? 'gzip' : 'identity', limits.messageBytes);
    const decode = protocol === 'http/json' ? decodeJson : decodeProtobuf;
    const { message, fields } = decode(signal, bytes, limits.messageFields);
    const request = { signal, protocol, receivedAt: Date.now(), headers, bytes: bytes.length, message } as OtlpRequest;
    return store.keep(request, fields) ? undefined : EXCEEDED;
  }

  return {
    ...store,
    limits,
    take(arrival) {
      if (store.exceeded()) return EXCEEDED;
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
  };
}
