import protobuf from 'protobufjs/light.js';
import { LOGS, SHARED, TRACES, type Messages } from './fields.ts';
import { METRICS } from './metric-fields.ts';

/** What a gRPC error carries in a body over HTTP (google.rpc.Status), in the two fields that are used. */
const STATUS: Messages = { RpcStatus: { code: 'int32 = 1', message: 'string = 2' } };

/** The encodings write an id differently: as bytes, or as hexadecimal text. All else they write alike, as far as types go. */
const ID_TYPE = { protobuf: 'bytes', json: 'string' };

const FIELD = /^(?<mark>[?|]?)(?<type>\w+)(?<list>\[\])? = (?<id>\d+)$/;

/** The types of OTLP's messages in one encoding, by name. */
export function messageTypes(encoding: keyof typeof ID_TYPE): (name: string) => protobuf.Type {
  const declared = Object.entries({ ...SHARED, ...TRACES, ...LOGS, ...METRICS, ...STATUS });
  const nested = declared.map(([name, fields]) => [name, messageType(fields, ID_TYPE[encoding])]);
  const root = protobuf.Root.fromJSON({ nested: Object.fromEntries(nested) as Record<string, protobuf.IType> });
  return (name) => root.lookupType(name);
}

function messageType(fields: Record<string, string>, id: string): protobuf.IType {
  const type: protobuf.IType = { edition: 'proto3', fields: {}, oneofs: {} };
  const choice: string[] = [];
  for (const [name, text] of Object.entries(fields)) {
    const { mark, type: word = '', list, id: number } = FIELD.exec(text)?.groups ?? {};
    type.fields[name] = {
      type: word === 'id' ? id : word,
      id: Number(number),
      ...(list === undefined ? {} : { rule: 'repeated' }),
    };
    if (mark === '|') choice.push(name);
    // A choice of one is how proto3 gives a scalar presence.
    if (mark === '?') type.oneofs = { ...type.oneofs, [`_${name}`]: { oneof: [name] } };
  }
  if (choice.length > 0) type.oneofs = { ...type.oneofs, choice: { oneof: choice } };
  return type;
}
