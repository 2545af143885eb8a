import type { OtlpRefusalCode, OtlpSignal } from '../../../evidence/otlp.ts';

/** The codes of gRPC (https://grpc.io/docs/guides/status-codes/) that are used here. */
export const GRPC = {
  ok: 0,
  invalidArgument: 3,
  resourceExhausted: 8,
  unimplemented: 12,
  internal: 13,
  unavailable: 14,
} as const;

/** What a client is told: OTLP says which of these it may try again (429, 503, UNAVAILABLE) and which never. */
export const STATUSES: Record<OtlpRefusalCode, { http: number; grpc: number }> = {
  'not-http': { http: 400, grpc: GRPC.internal },
  tls: { http: 400, grpc: GRPC.internal },
  'unknown-path': { http: 404, grpc: GRPC.unimplemented },
  'wrong-method': { http: 405, grpc: GRPC.unimplemented },
  'wrong-content-type': { http: 415, grpc: GRPC.unimplemented },
  'wrong-encoding': { http: 415, grpc: GRPC.unimplemented },
  'broken-encoding': { http: 400, grpc: GRPC.internal },
  malformed: { http: 400, grpc: GRPC.invalidArgument },
  'too-large': { http: 413, grpc: GRPC.resourceExhausted },
  'cut-short': { http: 400, grpc: GRPC.internal },
  busy: { http: 503, grpc: GRPC.unavailable },
  exceeded: { http: 429, grpc: GRPC.resourceExhausted },
};

export const HTTP_PATHS = new Map<string, OtlpSignal>([
  ['/v1/traces', 'traces'],
  ['/v1/logs', 'logs'],
  ['/v1/metrics', 'metrics'],
]);

const PACKAGE = 'opentelemetry.proto.collector';

export const GRPC_PATHS = new Map<string, OtlpSignal>([
  [`/${PACKAGE}.trace.v1.TraceService/Export`, 'traces'],
  [`/${PACKAGE}.logs.v1.LogsService/Export`, 'logs'],
  [`/${PACKAGE}.metrics.v1.MetricsService/Export`, 'metrics'],
]);
