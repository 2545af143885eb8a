import { createRandom } from '../../../../shop/random.ts';
import { combine, product, type Changing, type Steps } from '../../../timeline/steps.ts';
import type { Observed } from '../../../timeline/shares.ts';
import { counter, histogram, type Growth, type TimelineSeries } from '../../../timeline/timeline.ts';

/** A service: its route, the status of its errors, and its instances, with what share of its traffic each has. */
interface Service {
  method: string;
  route: string;
  error: string;
  loads: Record<string, number>;
}

const SERVICES: Record<string, Service> = {
  gateway: { method: 'GET', route: '/products', error: '502', loads: { 'gateway-1:3000': 1 } },
  orders: {
    method: 'POST',
    route: '/orders',
    error: '500',
    loads: { 'orders-1:3000': 0.6, 'orders-2:3000': 0.4 },
  },
  payments: { method: 'POST', route: '/payments', error: '503', loads: { 'payments-1:3000': 1 } },
};

/** The one that has two instances: what only shows where there are several happens there. */
export const DOUBLE = 'orders';
export const [FIRST, SECOND] = ['orders-1:3000', 'orders-2:3000'] as const;

/** The services in an order of the seed's: whatever befalls one of them befalls each of them, in that order. */
export const inTurn = (seed: number): string[] => createRandom(seed).shuffle(Object.keys(SERVICES));

/** The same for each of some services. */
export const forEach = <T>(services: readonly string[], trouble: T): Record<string, T> =>
  Object.fromEntries(services.map((service) => [service, trouble]));

/** What one instance has of its own: a share of the traffic, and troubles that the others do not have. */
interface Own {
  load?: Steps;
}

/** What is not as always with the requests to a service. */
export interface Trouble {
  perSecond?: Steps;
  /** The share of the requests that fail. */
  failing?: Steps;
  /** The shares of the requests that end with each status of the customers' own making. */
  refused?: Record<string, Steps>;
  /** When its first instance starts over, in seconds. */
  restarts?: readonly number[];
  /** How many requests succeeded and failed before. */
  past?: { succeeded: number; failed: number };
  own?: Record<string, Own & { failing?: Steps }>;
}

const ALWAYS = -24 * 3600;
const PER_SECOND: Steps = [[ALWAYS, 20]];
/** Healthy: a fifth of what the objective allows. */
const HEALTHY: Steps = [[ALWAYS, 0.0002]];

/** The instances of all services, with their labels and their share. */
export function instances(): {
  service: string;
  instance: string;
  labels: Record<string, string>;
  load: number;
  isFirst: boolean;
}[] {
  return Object.entries(SERVICES).flatMap(([service, { loads }]) =>
    Object.entries(loads).map(([instance, load], index) => ({
      service,
      instance,
      load,
      labels: { job: 'shop', service, instance },
      isFirst: index === 0,
    })),
  );
}

/** `http_requests_total` of all services: what succeeded and what failed. */
export function requests(troubles: Readonly<Record<string, Trouble>>): TimelineSeries[] {
  return instances().flatMap(({ service, instance, labels, load, isFirst }) => {
    const { method = '', route = '', error = '' } = SERVICES[service] ?? {};
    const { perSecond = PER_SECOND, refused = {}, restarts = [], past, own = {}, ...rest } = troubles[service] ?? {};
    const { load: loads = [[ALWAYS, load]], failing = rest.failing ?? HEALTHY } = own[instance] ?? {};
    const ended = { ...refused, [error]: failing };
    const succeeding = combine(Object.values(ended), (shares) => 1 - shares.reduce((sum, share) => sum + share, 0));
    return Object.entries({ '201': succeeding, ...ended }).map(([status, share]) => {
      const had = (status === '201' ? past?.succeeded : status === error ? past?.failed : 0) ?? 0;
      const perInstance = product([perSecond, loads, share]);
      const growth: Growth = {
        // What it counted long ago, it counted in one second.
        perSecond: had === 0 ? perInstance : [[ALWAYS - 1, had], ...perInstance],
        since: ALWAYS - 1,
        resets: isFirst ? restarts : [],
        fromFirst: true,
      };
      return counter('http_requests', { ...labels, method, route, status }, growth);
    });
  });
}

const EDGES = [0.05, 0.1, 0.25, 0.5, 0.75, 1.5, 2.5, Infinity];

/** Of a service's requests most are fast; `inBucket` of them fall into the bucket that ends at `edge`. */
export function latenciesWith(edge: number, inBucket: number): Observed {
  return {
    shares: EDGES.map((bound) => [bound, bound < 0.1 ? 0.5 : bound === Infinity || bound >= edge ? 1 : 1 - inBucket]),
    mean: 0.06 + inBucket * edge,
  };
}

/** Nearly all are fast. */
export const FAST = latenciesWith(0.25, 0.02);
const USUAL: Changing<Observed> = [[ALWAYS, FAST]];

/** Hardly any are fast and none is slow: the P99 is at 0.45 s, and the mean above that of services whose P99 is far higher. */
export const NEARLY_SLOW: Observed = {
  shares: EDGES.map((bound) => [bound, bound < 0.25 ? bound - 0.05 : bound < 0.5 ? 0.95 : 1]),
  mean: 0.19,
};

/** What is not as always with how long the requests to a service take. */
export interface Slowness {
  perSecond?: Steps;
  observed?: Changing<Observed>;
  own?: Record<string, Own & { observed?: Changing<Observed> }>;
}

/** `http_request_duration_seconds` of all services. */
export function durations(troubles: Readonly<Record<string, Slowness>>): TimelineSeries[] {
  return instances().flatMap(({ service, instance, labels, load }) => {
    const { perSecond = PER_SECOND, own = {}, ...rest } = troubles[service] ?? {};
    const { load: loads = [[ALWAYS, load]], observed = rest.observed ?? USUAL } = own[instance] ?? {};
    return histogram('http_request_duration_seconds', labels, {
      growth: { perSecond: product([perSecond, loads]), since: ALWAYS, resets: [] },
      observed,
    });
  });
}
