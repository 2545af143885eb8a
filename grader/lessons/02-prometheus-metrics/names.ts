import { templateOf } from '../template.ts';
import type { Labels } from '../../evidence/exposition/exposition.ts';

/** The names of lesson 02, as its reading publishes them. */
export const FAMILIES = {
  requests: 'http_requests_total',
  duration: 'http_request_duration_seconds',
  inFlight: 'http_requests_in_flight',
  orderProcessing: 'order_processing_seconds',
  paymentAmount: 'payment_amount_dollars',
  stock: 'inventory_stock',
  attempts: 'payment_attempts_total',
  failures: 'payment_failures_total',
  users: 'users_created_total',
  cartsCreated: 'carts_created_total',
  cartsCheckedOut: 'carts_checked_out_total',
  queryDuration: 'db_query_duration_seconds',
  poolInUse: 'db_pool_in_use',
  poolWaiting: 'db_pool_waiting',
} as const;

/** The reasons for which a charge fails. */
export const REASONS = ['insufficient_funds', 'card_expired', 'card_declined', 'unavailable', 'error'];

/** The ways of paying. */
export const PAYMENT_METHODS = ['card', 'transfer', 'wallet'];

export const CATEGORIES = ['lamps', 'chairs', 'teapots', 'clocks'];

/** The service level objective for a request, in seconds. */
export const SLO_SECONDS = 0.5;

/** What the reading must name: families, labels and their values. */
export const NAMES = {
  families: Object.values(FAMILIES),
  labels: ['method', 'route', 'status', 'reason', 'category', 'query', 'table'],
  reasons: REASONS,
  paymentMethods: PAYMENT_METHODS,
  signUpMethods: ['email', 'google', 'apple'],
  categories: CATEGORIES,
};

/** The runs: a day of the shop, and a crawler's visit. */
export const DAY = 'default';
export const CRAWL = 'crawl';

/** What keeps a service observable is not its traffic. */
export const OBSERVING = new Set(['/metrics', '/healthz']);

/** Families that the runtime's own instrumentation brings along, prom-client's or OpenTelemetry's. */
const RUNTIME = /^(?:[a-z][a-z0-9]*_)??(?:process_|nodejs_|v8js_)|^(?:target_info|otel_)/;

export const isRuntime = (family: string): boolean => RUNTIME.test(family);

const TEMPLATES = new Set(['/products', '/products/:id', '/accounts', '/sessions', '/carts', '/orders', '/orders/:id']);

/** Whether a label's value is the template of a route that the shop has. */
export const isTemplate = (route: string): boolean => TEMPLATES.has(templateOf(route));

/** A label's value; an absent label is an empty one, as in Prometheus. */
export const labelOf = (labels: Labels, name: string): string => labels[name] ?? '';
