import { toOpenMetrics } from '../../timeline/openmetrics.ts';
import { spreadAround } from '../../timeline/shares.ts';
import { product, type Steps } from '../../timeline/steps.ts';
import { counter, gauge, histogram, type Growth, type TimelineSeries } from '../../timeline/timeline.ts';
import type { Days, Host, HttpCell, Trade } from './days-model.ts';
import { SINCE } from './days.ts';
import { AMOUNT_BOUNDS, LATENCY_BOUNDS, ORDER_BOUNDS } from './names.ts';
import { ERRORS_RECEIVED } from './values.ts';

/** Enough for the rarest of failures. */
const DECIMALS = 4;

/** All that Prometheus would have scraped in these days, as OpenMetrics text, in pieces that are made when they are asked for. */
export const samplesOf = (days: Days): Iterable<string> =>
  toOpenMetrics(seriesOf(days), days.stretches, { decimals: DECIMALS });

/** What Prometheus would have of these days: every series that the lesson's reading names. */
export function seriesOf({ cells, hosts, trades }: Days): TimelineSeries[] {
  const hostOf = (instance: string): Host | undefined => hosts.find((host) => host.instance === instance);
  return [
    ...cells.flatMap((cell) => requests(cell, hostOf(cell.instance))),
    ...hosts.flatMap((host) => [...machine(host), ...pool(host)]),
    ...trades.flatMap((trade) => business(trade, hostOf(trade.instance))),
  ];
}

function growing(host: Host | undefined, perSecond: Steps, fromFirst = false): Growth {
  return { perSecond, since: SINCE, resets: host?.resets ?? [], lives: host?.lives ?? [], fromFirst };
}

const less = (steps: Steps): Steps => steps.map(([from, value]) => [from, 1 - value]);

function requests(cell: HttpCell, host: Host | undefined): TimelineSeries[] {
  const { service, instance, method, route, rate, failing, notFound, latency } = cell;
  const labels = { job: 'app', service, instance, method, route };
  const ends: [status: string, Steps][] = [
    [method === 'POST' ? '201' : '200', product([rate, less(failing), less(notFound)])],
    ['404', product([rate, less(failing), notFound])],
    ['500', product([rate, failing])],
  ];
  return [
    ...ends
      .filter(([, steps]) => steps.some(([, value]) => value > 0))
      .map(([status, steps]) => counter('http_requests', { ...labels, status }, growing(host, steps, true))),
    ...histogram('http_request_duration_seconds', labels, {
      growth: growing(host, rate, true),
      observed: latency.length > 0 ? latency : [[SINCE, spreadAround(1, LATENCY_BOUNDS)]],
    }),
  ];
}

/** What node_exporter tells of the host. Deploying a service does not start it anew, the death of the host does. */
function machine(host: Host): TimelineSeries[] {
  const { service, instance, lives, busy, memoryTotal } = host;
  const labels = { job: 'node', service, instance };
  const births = lives.slice(1).map(({ from }) => from);
  const grown = (steps: Steps): Growth => ({ perSecond: steps, since: SINCE, resets: births, lives });
  const whole = (value: number): Steps => [[SINCE, value]];
  return [
    ...busy.flatMap((share, cpu) => {
      const modes: [string, Steps][] = [
        ['idle', less(share)],
        ['iowait', product([share, whole(0.05)])],
        ['system', product([share, whole(0.25)])],
        ['user', product([share, whole(0.7)])],
      ];
      return modes.map(([mode, steps]) =>
        counter('node_cpu_seconds', { ...labels, cpu: String(cpu), mode }, grown(steps)),
      );
    }),
    gauge('node_load1', labels, host.load, lives),
    gauge('node_memory_MemTotal_bytes', labels, whole(memoryTotal), lives),
    gauge('node_memory_MemAvailable_bytes', labels, host.available, lives),
    gauge('node_memory_MemFree_bytes', labels, product([host.available, whole(0.4)]), lives),
    ...['eth0', 'lo'].flatMap((device) => {
      const own = { ...labels, device };
      const other = whole(3.3e6);
      const errors = device === 'lo' ? whole(0) : host.networkErrors;
      return [
        counter('node_network_receive_bytes', own, grown(device === 'lo' ? other : host.received)),
        counter('node_network_transmit_bytes', own, grown(device === 'lo' ? other : host.sent)),
        counter('node_network_receive_errs', own, grown(product([errors, whole(ERRORS_RECEIVED)]))),
        counter('node_network_transmit_errs', own, grown(product([errors, whole(1 - ERRORS_RECEIVED)]))),
      ];
    }),
  ];
}

function pool(host: Host): TimelineSeries[] {
  const labels = { job: 'app', service: host.service, instance: host.instance };
  return [
    gauge('db_pool_in_use', labels, host.inUse, host.lives),
    gauge('db_pool_size', labels, host.poolSize, host.lives),
    gauge('db_pool_waiting', labels, host.waiting, host.lives),
    counter('db_connection_errors', labels, growing(host, host.connectionErrors)),
  ];
}

function business(trade: Trade, host: Host | undefined): TimelineSeries[] {
  const labels = { job: 'app', service: trade.service, instance: trade.instance };
  const made = (family: string, steps: Steps, own: Record<string, string> = {}): TimelineSeries =>
    counter(family, { ...labels, ...own }, growing(host, steps));
  return [
    ...histogram('order_processing_seconds', labels, {
      growth: growing(host, trade.orders),
      observed: [[SINCE, spreadAround(0.4, ORDER_BOUNDS)]],
    }),
    ...histogram('payment_amount_dollars', labels, {
      growth: growing(host, trade.orders),
      observed: [[SINCE, { ...spreadAround(trade.meanAmount * 0.8, AMOUNT_BOUNDS), mean: trade.meanAmount }]],
    }),
    ...Object.entries(trade.users).map(([method, steps]) => made('users_created', steps, { method })),
    made('payment_attempts', trade.attempts),
    ...Object.entries(trade.failures).map(([reason, steps]) => made('payment_failures', steps, { reason })),
    made('carts_created', trade.cartsCreated),
    made('carts_checked_out', trade.cartsCheckedOut),
  ];
}
