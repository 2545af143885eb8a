/** Upper bounds of the histograms' buckets: seconds, seconds, dollars. */
export const LATENCY_BOUNDS = [0.025, 0.05, 0.1, 0.25, 0.5, 1, 2.5, 5];
export const ORDER_BOUNDS = [0.5, 1, 5];
export const AMOUNT_BOUNDS = [25, 50, 100, 250];

/** Why a charge fails. */
export const REASONS = ['card_declined', 'card_expired', 'insufficient_funds', 'unavailable'];
/** How an account is created. */
export const SIGN_UPS = ['email', 'google', 'apple'];

export const SERVICES = ['payments', 'shop'];
export const INSTANCES = ['payments-1', 'shop-1', 'shop-2'];
export const ROUTES = [
  '/accounts',
  '/carts',
  '/charges',
  '/orders',
  '/orders/:id',
  '/products',
  '/products/:id',
  '/sessions',
];

/** The variables of the dashboard, beside that of the datasource; each is a label, too. */
export const VARIABLES = ['service', 'route', 'instance'] as const;
export type VariableName = (typeof VARIABLES)[number];

/** The four rows, in their order. */
export const ROWS = ['overview', 'endpoints', 'resources', 'business'] as const;

/** Units by Grafana's ids, and how many of a panel's own unit one of each is. */
type Units = Readonly<Record<string, number>>;

const PER_SECOND: Units = { reqps: 1, ops: 1, cps: 1 };
const COUNT_PER_SECOND: Units = { cps: 1, ops: 1, pps: 1, none: 1, short: 1 };
const PER_MINUTE: Units = { opm: 1, cpm: 1, rpm: 1, none: 1, short: 1 };
const RATIO: Units = { percentunit: 1, percent: 0.01 };
const TIME: Units = { s: 1, ms: 0.001 };
const COUNT: Units = { none: 1, short: 1 };
const BYTES: Units = { Bps: 1, binBps: 1, bps: 1 / 8, binbps: 1 / 8 };

/** What a named panel is. */
export interface PanelSpec {
  id: number;
  row: (typeof ROWS)[number];
  units: Units;
  /** What tells its values apart; undefined where there is one. */
  by?: 'route' | 'instance' | 'reason' | 'quantile';
  /** Whether it is filtered by the route. */
  hasRoute: boolean;
}

const panel = (id: number, units: Units, by?: PanelSpec['by'], hasRoute = false): PanelSpec => ({
  id,
  row: ROWS[Math.floor(id / 10) - 1] ?? 'overview',
  units,
  hasRoute,
  ...(by === undefined ? {} : { by }),
});

/** The panels, by their ids. */
export const PANELS = {
  requestRate: panel(11, PER_SECOND, undefined, true),
  errorRatio: panel(12, RATIO, undefined, true),
  latency: panel(13, TIME, 'quantile', true),
  busiest: panel(21, PER_SECOND, 'route', true),
  slowest: panel(22, TIME, 'route', true),
  routeLatency: panel(23, TIME, 'route', true),
  cpu: panel(31, RATIO, 'instance'),
  load: panel(32, { ...COUNT, ...RATIO }, 'instance'),
  memory: panel(33, RATIO, 'instance'),
  network: panel(34, BYTES, 'instance'),
  networkErrors: panel(35, COUNT_PER_SECOND, 'instance'),
  connections: panel(36, RATIO, 'instance'),
  waiting: panel(37, COUNT, 'instance'),
  connectionErrors: panel(38, COUNT_PER_SECOND, 'instance'),
  orders: panel(41, PER_MINUTE),
  users: panel(42, PER_MINUTE),
  failures: panel(43, PER_MINUTE, 'reason'),
  revenue: panel(44, { currencyUSD: 1 }),
  conversion: panel(45, RATIO),
} as const satisfies Record<string, PanelSpec>;

export type PanelKey = keyof typeof PANELS;

/** What the reading must name. */
export const NAMES = {
  panels: Object.values(PANELS).map(({ id }) => String(id)),
  variables: [...VARIABLES],
  services: SERVICES,
  instances: INSTANCES,
  routes: ROUTES,
  reasons: REASONS,
  families: [
    'http_requests_total',
    'http_request_duration_seconds',
    'node_cpu_seconds_total',
    'node_load1',
    'node_memory_MemTotal_bytes',
    'node_memory_MemAvailable_bytes',
    'node_network_receive_bytes_total',
    'node_network_transmit_bytes_total',
    'node_network_receive_errs_total',
    'node_network_transmit_errs_total',
    'db_pool_in_use',
    'db_pool_size',
    'db_pool_waiting',
    'db_connection_errors_total',
    'order_processing_seconds',
    'users_created_total',
    'payment_failures_total',
    'payment_amount_dollars',
    'carts_created_total',
    'carts_checked_out_total',
  ],
  units: [...new Set(Object.values(PANELS).flatMap(({ units }) => Object.keys(units)))],
};
