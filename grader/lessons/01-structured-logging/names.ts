/**
 * The names of lesson 01, as its reading publishes them: the first is the one the reading uses, the others are accepted.
 * A dotted name is one key or a path of keys.
 */
export const NAMES = {
  time: ['time', 'timestamp', '@timestamp', 'ts'],
  level: ['level', 'severity'],
  service: ['service', 'service.name', 'service_name', 'serviceName', 'name'],
  event: ['event', 'event.name', 'event_name', 'eventName', 'msg', 'message'],
  requestId: ['requestId', 'request_id', 'reqId', 'req.id', 'request.id'],
  userId: ['userId', 'user_id', 'user.id', 'enduser.id'],
  traceId: ['traceId', 'trace_id', 'trace.id'],
  method: ['method', 'req.method', 'http.request.method'],
  path: ['path', 'route', 'url', 'req.url', 'req.path', 'http.route', 'url.path'],
  status: ['status', 'statusCode', 'status_code', 'res.statusCode', 'http.response.status_code'],
  duration: ['durationMs', 'duration_ms', 'duration', 'responseTime', 'response_time'],
  orderId: ['orderId', 'order_id', 'order.id'],
} as const;

/** The service's name on every line, as the environment (`OTEL_SERVICE_NAME`) gives it. */
export const SERVICE = 'shop';

/** pino's level numbers, and the names people give them. */
const LEVELS: Record<string, number> = {
  trace: 10,
  debug: 20,
  info: 30,
  information: 30,
  warn: 40,
  warning: 40,
  error: 50,
  fatal: 60,
  critical: 60,
};

export const DEBUG = 20;
export const INFO = 30;
export const WARN = 40;
export const ERROR = 50;
export const FATAL = 60;

/** A level as pino's number; undefined for what is no level. */
export function levelOf(value: unknown): number | undefined {
  if (typeof value === 'string') return new Map(Object.entries(LEVELS)).get(value.toLowerCase());
  return Object.values(LEVELS).includes(value as number) ? (value as number) : undefined;
}

/** A level's name, for messages. */
export function levelName(level: number | undefined): string {
  return Object.entries(LEVELS).find(([, number]) => number === level)?.[0] ?? '–';
}

/** An instant of ISO 8601 with its zone. */
const ISO = /^\d{4}-\d\d-\d\dT\d\d:\d\d:\d\d(?:[.,]\d+)?(?:Z|[+-]\d\d:?\d\d)$/;
/** Epoch milliseconds of a number, or of an ISO 8601 instant with its zone. */
export function epochOf(value: unknown): number | undefined {
  if (typeof value === 'number' && Number.isFinite(value)) return value;
  if (typeof value !== 'string' || !ISO.test(value)) return undefined;
  const epoch = Date.parse(value.replace(',', '.'));
  return Number.isNaN(epoch) ? undefined : epoch;
}

/** What a well-formed request id looks like: the reading publishes it. */
export const REQUEST_ID = /^[\w.-]{1,128}$/;

/** The run in which everything but crashes and odd log levels happens. */
export const DAY = 'default';
