/** The services, in the order in which an order passes through them. */
export const SERVICES = ['gateway', 'orders', 'payments'] as const;

export type ServiceName = (typeof SERVICES)[number];

/** What is known of every span's resource. */
export const RESOURCE = {
  service: 'service.name',
  version: 'service.version',
  environment: 'deployment.environment.name',
} as const;

/** What the SDK says of itself. */
export const SDK_ATTRIBUTES = ['telemetry.sdk.name', 'telemetry.sdk.language', 'telemetry.sdk.version'];

/** Attributes of spans of HTTP, by the stable conventions (https://opentelemetry.io/docs/specs/semconv/http/http-spans/). */
export const HTTP = {
  method: 'http.request.method',
  route: 'http.route',
  status: 'http.response.status_code',
  path: 'url.path',
  scheme: 'url.scheme',
  full: 'url.full',
  address: 'server.address',
  port: 'server.port',
} as const;

export const SERVER_ATTRIBUTES = [HTTP.method, HTTP.route, HTTP.status, HTTP.path, HTTP.scheme];
export const CLIENT_ATTRIBUTES = [HTTP.method, HTTP.full, HTTP.address, HTTP.port];

export const DATABASE = {
  system: 'db.system.name',
  operation: 'db.operation.name',
  collection: 'db.collection.name',
  query: 'db.query.text',
} as const;

/** What the shop's database is. */
export const DATABASE_SYSTEM = 'postgresql';

export const BUSINESS = {
  validate: 'validate_order',
  inventory: 'check_inventory',
  payment: 'process_payment',
  confirmation: 'send_confirmation',
} as const;

export const ORDER = {
  itemCount: 'order.item_count',
  total: 'order.total',
  id: 'order.id',
  method: 'payment.method',
  paymentId: 'payment.id',
} as const;

export const ERROR_TYPE = 'error.type';
export const EXCEPTION = { event: 'exception', type: 'exception.type', message: 'exception.message' } as const;

/** Log lines inside a request, and the field of each that says what it is about. */
export const LINES = [
  { event: 'order.accepted', service: 'gateway', about: 'orderId' },
  { event: 'order.placed', service: 'orders', about: 'orderId' },
  { event: 'payment.charged', service: 'payments', about: 'paymentId' },
  { event: 'confirmation.sent', service: 'orders', about: 'orderId' },
] as const;

export const TRACE_ID_FIELDS = ['trace_id', 'traceId'];
export const SPAN_ID_FIELDS = ['span_id', 'spanId'];

/** What the conventions called things before they were stable. */
export const RETIRED = [
  'http.method',
  'http.status_code',
  'http.url',
  'http.target',
  'http.scheme',
  'http.host',
  'http.flavor',
  'http.user_agent',
  'http.client_ip',
  'net.peer.name',
  'net.peer.ip',
  'net.peer.port',
  'net.host.name',
  'net.host.ip',
  'net.host.port',
  'net.transport',
  'db.system',
  'db.statement',
  'db.operation',
  'db.name',
  'db.user',
  'db.sql.table',
];

/** What the reading must name. */
export const NAMES = {
  services: [...SERVICES],
  resource: [...Object.values(RESOURCE), ...SDK_ATTRIBUTES],
  http: Object.values(HTTP),
  database: [...Object.values(DATABASE), DATABASE_SYSTEM],
  business: [...Object.values(BUSINESS), ...Object.values(ORDER)],
  errors: [ERROR_TYPE, ...Object.values(EXCEPTION)],
  lines: [...LINES.map(({ event }) => event), ...TRACE_ID_FIELDS, ...SPAN_ID_FIELDS],
  retired: RETIRED,
};

/** The runs. */
export const DAY = 'default';
export const QUIET = 'quiet';
export const ALONE = 'no-collector';
