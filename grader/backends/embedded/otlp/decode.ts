import protobuf from 'protobufjs/light.js';
import protojson from 'protobufjs/ext/protojson.js';
import type { OtlpRequest, OtlpSignal } from '../../../evidence/otlp.ts';
import { messageTypes } from './messages.ts';

/** Thrown for bytes that are no OTLP message of their signal. Its message is the decoder's words. */
export class Malformed extends Error {}

/** Thrown for a message that has more fields than are read. */
export class TooManyFields extends Error {}

/** A message as it is kept, and how many fields were read for it: of small ones, many fit into few bytes. */
export interface Decoded {
  message: OtlpRequest['message'];
  fields: number;
}

const NAMES = { traces: 'ExportTraces', logs: 'ExportLogs', metrics: 'ExportMetrics' };
const ID_FIELDS = new Set(['traceId', 'spanId', 'parentSpanId']);
const HEX = /^[\da-f]*$/i;
const DETAIL = 200;

const fromWire = messageTypes('protobuf');
const fromJson = messageTypes('json');

const PLAIN: protobuf.IConversionOptions = { longs: String, bytes: String, json: true };

/**
 * Decodes a message of the Protobuf encoding. Fields that OTLP does not know are passed over.
 * @throws {Malformed | TooManyFields}
 */
export function decodeProtobuf(signal: OtlpSignal, bytes: Buffer, maxFields: number): Decoded {
  const type = fromWire(NAMES[signal]);
  const reader = new CountingReader(bytes, maxFields);
  const message = orMalformed(() => type.toObject(type.decode(reader), PLAIN));
  replaceIds(message, (id) => Buffer.from(id, 'base64').toString('hex'));
  return { message, fields: reader.fields };
}

/**
 * Decodes a message of the JSON encoding. Fields that OTLP does not know are passed over.
 * @throws {Malformed | TooManyFields}
 */
export function decodeJson(signal: OtlpSignal, bytes: Buffer, maxFields: number): Decoded {
  const type = fromJson(NAMES[signal]);
  const json = orMalformed(() => JSON.parse(new TextDecoder('utf-8', { fatal: true }).decode(bytes)) as unknown);
  const fields = countFields(json, maxFields);
  const message = orMalformed(() =>
    type.toObject(protojson.fromJson(type, json, { ignoreUnknownFields: true }), PLAIN),
  );
  replaceIds(message, (id, name) => {
    if (id.length % 2 === 1 || !HEX.test(id))
      throw new Malformed(`${name}: expected hexadecimal digits: ${JSON.stringify(id.slice(0, 64))}`);
    return id.toLowerCase();
  });
  return { message, fields };
}

/** The body of an HTTP error (google.rpc.Status). */
export function encodeStatus(code: number, message: string): Uint8Array {
  return fromWire('RpcStatus').encode({ code, message }).finish();
}

/** Reads no more fields and numbers of lists than it may. */
class CountingReader extends protobuf.BufferReader {
  fields = 0;
  readonly #max: number;

  constructor(bytes: Buffer, max: number) {
    super(bytes);
    this.#max = max;
    // What is unknown is not kept beside the message either.
    this.discardUnknown = true;
  }

  override tag(): number {
    this.#count();
    return super.tag();
  }

  // Of these there are lists in which no number has a tag of its own.
  override uint64(): protobuf.Long {
    this.#count();
    return super.uint64();
  }

  override fixed64(): protobuf.Long {
    this.#count();
    return super.fixed64();
  }

  #count(): void {
    this.fields += 1;
    if (this.fields > this.#max) throw new TooManyFields(`more than ${this.#max} fields`);
  }
}

function orMalformed<T>(decode: () => T): T {
  try {
    return decode();
  } catch (error) {
    if (error instanceof TooManyFields) throw error;
    throw new Malformed(error instanceof Error ? error.message.slice(0, DETAIL) : String(error));
  }
}

/** How many members and elements there are, at any depth: also in what OTLP does not know. */
function countFields(json: unknown, max: number): number {
  let fields = 0;
  const open = [json];
  while (open.length > 0) {
    const value = open.pop();
    if (typeof value !== 'object' || value === null) continue;
    for (const member of Object.values(value)) {
      fields += 1;
      if (fields > max) throw new TooManyFields(`more than ${max} fields`);
      open.push(member);
    }
  }
  return fields;
}

/** Ids stand under names that are no other field's; attributes are lists, so that no attribute can be taken for one. */
function replaceIds(value: unknown, replace: (id: string, name: string) => string): void {
  if (typeof value !== 'object' || value === null) return;
  const members = value as Record<string, unknown>;
  for (const [name, member] of Object.entries(members)) {
    if (typeof member === 'string' && ID_FIELDS.has(name)) members[name] = replace(member, name);
    else replaceIds(member, replace);
  }
}
