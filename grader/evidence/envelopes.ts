import { parseEnvelope } from '@sentry/core';
import type { Json } from './evidence.ts';
import { isObject, type JsonObject } from './json-fields.ts';
import type { SentryRequest } from './sentry.ts';

/** Thrown for bytes that are no envelope. Its message says why. */
export class MalformedEnvelope extends Error {}

/** An envelope taken apart. Payloads whose length is told are bytes, others have been read as JSON. */
export interface Envelope {
  readonly header: JsonObject;
  readonly items: readonly { readonly header: JsonObject; readonly payload: Json | Uint8Array }[];
}

const NEWLINE = 10;
const DETAIL = 200;

const KINDS = new Map<string, Exclude<EnvelopeItem['kind'], 'other' | 'malformed'>>([
  ['event', 'event'],
  ['transaction', 'transaction'],
  ['session', 'session'],
  ['sessions', 'sessions'],
  ['span', 'span'],
  ['log', 'log'],
  ['client_report', 'client_report'],
  ['check_in', 'check_in'],
  ['profile', 'profile'],
  ['profile_chunk', 'profile'],
  ['attachment', 'attachment'],
]);

/** Kinds that come many in one item (https://develop.sentry.dev/sdk/telemetry/spans/span-protocol/). */
const CONTAINERS: ReadonlySet<string> = new Set(['span', 'log']);

/** One item of an envelope. */
export interface EnvelopeItem {
  /** `other` is of a type that no lesson reads; `malformed` claims a type and does not have its shape. */
  readonly kind:
    | 'event'
    | 'transaction'
    | 'session'
    | 'sessions'
    | 'span'
    | 'log'
    | 'client_report'
    | 'check_in'
    | 'profile'
    | 'attachment'
    | 'other'
    | 'malformed';
  /** As its header says; empty where it says nothing. */
  readonly type: string;
  /** Empty for an attachment and for what cannot be read. */
  readonly payload: JsonObject;
  /** Why it is malformed; empty for the others. */
  readonly reason: string;
  /** The request that brought it. */
  readonly request: SentryRequest;
}

/**
 * Takes an envelope apart (https://develop.sentry.dev/sdk/foundations/envelopes/). The SDK's own parser does it; what that one
 * passes over is looked at here: items that are shorter than they say, or longer, and headers that are no objects.
 * @throws {MalformedEnvelope}
 */
export function readEnvelope(bytes: Uint8Array): Envelope {
  const [header, items] = parse(bytes) as unknown as [Json, [Json, Json | Uint8Array][]];
  if (!isObject(header)) throw new MalformedEnvelope('the envelope header is no object');
  return {
    header,
    items: items.map(([itemHeader, payload], index) => {
      if (!isObject(itemHeader)) throw new MalformedEnvelope(`the header of item ${index + 1} is no object`);
      const { length } = itemHeader;
      if (payload instanceof Uint8Array) {
        if (payload.length !== length)
          throw new MalformedEnvelope(
            `item ${index + 1} says ${JSON.stringify(length)} bytes and has ${payload.length}`,
          );
        const next = bytes[payload.byteOffset - bytes.byteOffset + payload.length];
        if (next !== undefined && next !== NEWLINE)
          throw new MalformedEnvelope(`item ${index + 1} is longer than the ${length} bytes it says`);
      }
      return { header: itemHeader, payload };
    }),
  };
}

function parse(bytes: Uint8Array): ReturnType<typeof parseEnvelope> {
  try {
    return parseEnvelope(bytes);
  } catch (error) {
    throw new MalformedEnvelope(error instanceof Error ? error.message.slice(0, DETAIL) : String(error));
  }
}

/** All items of the requests, in the order in which they came. What cannot be read is among them, with the reason. */
export function itemsOf(requests: readonly SentryRequest[]): EnvelopeItem[] {
  return requests.flatMap((request) => {
    try {
      const { items } = readEnvelope(Buffer.from(request.envelope, request.encoding));
      return items.map(({ header, payload }): EnvelopeItem => ({ ...readItem(header, payload), request }));
    } catch (error) {
      if (!(error instanceof MalformedEnvelope)) throw error;
      return [{ kind: 'malformed', type: '', payload: {}, reason: error.message, request }];
    }
  });
}

function readItem(header: JsonObject, content: Json | Uint8Array): Omit<EnvelopeItem, 'request'> {
  const type = typeof header.type === 'string' ? header.type : '';
  const kind = KINDS.get(type) ?? 'other';
  const unread = { kind, type, payload: {}, reason: '' } as const;
  if (kind === 'attachment') return unread;
  const payload = content instanceof Uint8Array ? parseJson(content) : content;
  if (isObject(payload)) {
    const reason = CONTAINERS.has(kind) ? containerTrouble(header, payload) : '';
    return { ...unread, kind: reason === '' ? kind : 'malformed', payload, reason };
  }
  return kind === 'other' ? unread : { ...unread, kind: 'malformed', reason: 'the payload is no JSON object' };
}

function containerTrouble({ item_count: count }: JsonObject, { items }: JsonObject): string {
  if (!Array.isArray(items)) return 'the container has no list of items';
  return count === items.length ? '' : `the container says ${JSON.stringify(count)} items and has ${items.length}`;
}

function parseJson(bytes: Uint8Array): Json | undefined {
  try {
    return JSON.parse(Buffer.from(bytes).toString('utf8')) as Json;
  } catch {
    return undefined;
  }
}
