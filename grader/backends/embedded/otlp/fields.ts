/**
 * The messages of OTLP 1.x for what all signals share, for traces and for logs: the wire's field numbers, under their JSON names
 * (https://opentelemetry.io/docs/specs/otlp/ and the .proto files it names). A field is written `type = number`, where
 * `[]` is a list, `?` has presence although it is a scalar, `|` is a member of the message's one choice, and `id` is a trace's or span's id.
 * Enumerations are `int32`: OTLP/JSON knows them as numbers only, and unknown ones are kept.
 */
export type Messages = Record<string, Record<string, string>>;

export const SHARED: Messages = {
  AnyValue: {
    stringValue: '|string = 1',
    boolValue: '|bool = 2',
    intValue: '|int64 = 3',
    doubleValue: '|double = 4',
    arrayValue: '|ArrayValue = 5',
    kvlistValue: '|KeyValueList = 6',
    bytesValue: '|bytes = 7',
  },
  ArrayValue: { values: 'AnyValue[] = 1' },
  KeyValueList: { values: 'KeyValue[] = 1' },
  KeyValue: { key: 'string = 1', value: 'AnyValue = 2' },
  InstrumentationScope: {
    name: 'string = 1',
    version: 'string = 2',
    attributes: 'KeyValue[] = 3',
    droppedAttributesCount: 'uint32 = 4',
  },
  Resource: { attributes: 'KeyValue[] = 1', droppedAttributesCount: 'uint32 = 2', entityRefs: 'EntityRef[] = 3' },
  EntityRef: { schemaUrl: 'string = 1', type: 'string = 2', idKeys: 'string[] = 3', descriptionKeys: 'string[] = 4' },
};

export const TRACES: Messages = {
  ExportTraces: { resourceSpans: 'ResourceSpans[] = 1' },
  ResourceSpans: { resource: 'Resource = 1', scopeSpans: 'ScopeSpans[] = 2', schemaUrl: 'string = 3' },
  ScopeSpans: { scope: 'InstrumentationScope = 1', spans: 'Span[] = 2', schemaUrl: 'string = 3' },
  Span: {
    traceId: 'id = 1',
    spanId: 'id = 2',
    traceState: 'string = 3',
    parentSpanId: 'id = 4',
    name: 'string = 5',
    kind: 'int32 = 6',
    startTimeUnixNano: 'fixed64 = 7',
    endTimeUnixNano: 'fixed64 = 8',
    attributes: 'KeyValue[] = 9',
    droppedAttributesCount: 'uint32 = 10',
    events: 'Event[] = 11',
    droppedEventsCount: 'uint32 = 12',
    links: 'Link[] = 13',
    droppedLinksCount: 'uint32 = 14',
    status: 'Status = 15',
    flags: 'fixed32 = 16',
  },
  Event: {
    timeUnixNano: 'fixed64 = 1',
    name: 'string = 2',
    attributes: 'KeyValue[] = 3',
    droppedAttributesCount: 'uint32 = 4',
  },
  Link: {
    traceId: 'id = 1',
    spanId: 'id = 2',
    traceState: 'string = 3',
    attributes: 'KeyValue[] = 4',
    droppedAttributesCount: 'uint32 = 5',
    flags: 'fixed32 = 6',
  },
  Status: { message: 'string = 2', code: 'int32 = 3' },
};

export const LOGS: Messages = {
  ExportLogs: { resourceLogs: 'ResourceLogs[] = 1' },
  ResourceLogs: { resource: 'Resource = 1', scopeLogs: 'ScopeLogs[] = 2', schemaUrl: 'string = 3' },
  ScopeLogs: { scope: 'InstrumentationScope = 1', logRecords: 'LogRecord[] = 2', schemaUrl: 'string = 3' },
  LogRecord: {
    timeUnixNano: 'fixed64 = 1',
    severityNumber: 'int32 = 2',
    severityText: 'string = 3',
    body: 'AnyValue = 5',
    attributes: 'KeyValue[] = 6',
    droppedAttributesCount: 'uint32 = 7',
    flags: 'fixed32 = 8',
    traceId: 'id = 9',
    spanId: 'id = 10',
    observedTimeUnixNano: 'fixed64 = 11',
    eventName: 'string = 12',
  },
};
