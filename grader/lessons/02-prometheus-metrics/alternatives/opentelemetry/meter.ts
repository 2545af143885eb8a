import { shop, PaymentDeclined, ShopError } from '#shop';
import { metrics, ValueType } from '@opentelemetry/api';
import { PrometheusExporter } from '@opentelemetry/exporter-prometheus';
import { RuntimeNodeInstrumentation } from '@opentelemetry/instrumentation-runtime-node';
import { AggregationType, MeterProvider } from '@opentelemetry/sdk-metrics';

const edges = (boundaries: number[]) =>
  ({ type: AggregationType.EXPLICIT_BUCKET_HISTOGRAM, options: { boundaries } }) as const;
const TIMES = [0.01, 0.05, 0.1, 0.25, 0.5, 0.8, 1, 2, 5];

/** Prometheus asks us; we push nothing. */
export const exporter = new PrometheusExporter({ preventServerStart: true });

const provider = new MeterProvider({
  readers: [exporter],
  views: [
    { instrumentName: '*_seconds', aggregation: edges(TIMES) },
    { instrumentName: 'payment_amount_dollars', aggregation: edges([20, 50, 100, 200, 500, 1000]) },
  ],
});
metrics.setGlobalMeterProvider(provider);
new RuntimeNodeInstrumentation().setMeterProvider(provider);

const meter = provider.getMeter('shop');

export const requestCount = meter.createCounter('http_requests_total', { description: 'Requests that ended' });
export const requestTime = meter.createHistogram('http_request_duration_seconds', { description: 'Time to answer' });
export const inFlight = meter.createUpDownCounter('http_requests_in_flight', { description: 'Requests under way' });
export const orderTime = meter.createHistogram('order_processing_seconds', { description: 'Time to place an order' });
export const amounts = meter.createHistogram('payment_amount_dollars', { description: 'Order totals' });
export const users = meter.createCounter('users_created_total', { description: 'New accounts' });
export const carts = meter.createCounter('carts_created_total', { description: 'New carts' });
export const checkouts = meter.createCounter('carts_checked_out_total', { description: 'Carts paid for' });

const attempts = meter.createCounter('payment_attempts_total', { description: 'Charges sent' });
const failures = meter.createCounter('payment_failures_total', { description: 'Charges that failed' });
for (const reason of ['insufficient_funds', 'card_expired', 'card_declined', 'unavailable', 'error'])
  failures.add(0, { reason });
inFlight.add(0);

shop.payments.use((_charge, run) => {
  attempts.add(1);
  return run().catch((error: unknown) => {
    const known = error instanceof ShopError ? 'unavailable' : 'error';
    failures.add(1, { reason: error instanceof PaymentDeclined ? error.reason : known });
    throw error;
  });
});

const queryTime = meter.createHistogram('db_query_duration_seconds', { description: 'Time of a query' });
shop.database.use((statement, run) => {
  const from = process.hrtime.bigint();
  return run().finally(() =>
    queryTime.record(Number(process.hrtime.bigint() - from) / 1e9, { query: statement.name, table: statement.table }),
  );
});

const integers = { valueType: ValueType.INT };
meter
  .createObservableGauge('db_pool_in_use', { description: 'Connections taken', ...integers })
  .addCallback((result) => result.observe(shop.database.pool().inUse));
meter
  .createObservableGauge('db_pool_waiting', { description: 'Queries in line', ...integers })
  .addCallback((result) => result.observe(shop.database.pool().waiting));
meter
  .createObservableGauge('inventory_stock', { description: 'Pieces on the shelves', ...integers })
  .addCallback((result) => {
    for (const [category, pieces] of Object.entries(shop.catalogue.stock())) result.observe(pieces, { category });
  });
