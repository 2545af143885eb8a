import { createRandom } from '../../../../shop/random.ts';
import { combine, product, type Changing, type Steps } from '../../../timeline/steps.ts';
import type { Observed } from '../../../timeline/shares.ts';
import { counter, histogram, type Growth, type TimelineSeries } from '../../../timeline/timeline.ts';

/** A service's instances and what share of its traffic each has. */
const SERVICES: Record<string, Record<string, number>> = {
  gateway: { 'gateway-1:3000': 1 },
  orders: { 'orders-1:3000': 0.6, 'orders-2:3000': 0.4 },
  payments: { 'payments-1:3000': 1 },
};

/** The one that has two instances: what only shows where there are several happens there. */
export const DOUBLE = 'orders';

/** The services in an order of the seed's: whatever befalls one of them befalls each of them, in that order. */
export const inTurn = (seed: number): string[] => createRandom(seed).shuffle(Object.keys(SERVICES));

/** The same for each of some services. */
export const forEach = <T>(services: readonly string[], trouble: T): Record<string, T> =>
  Object.fromEntries(services.map((service) => [service, trouble]));

/** What is not as always with the requests to a service. */
export interface Trouble {
  perSecond?: Steps;
  /** The shares of the requests that end with each status. */
  failing?: Record<string, Steps>;
  /** When its first instance starts over, in seconds. */
  restarts?: readonly number[];
  /** What it counted before, of each status. */
  past?: Record<string, number>;
}

const ALWAYS = -24 * 3600;
const PER_SECOND: Steps = [[ALWAYS, 20]];
/** Healthy: a fifth of what the objective allows. */
const HEALTHY: Record<string, Steps> = { '500': [[ALWAYS, 0.0002]] };

/** The instances of all services, with their labels and their share. */
export function instances(): { service: string; labels: Record<string, string>; load: number; isFirst: boolean }[] {
  return Object.entries(SERVICES).flatMap(([service, loads]) =>
    Object.entries(loads).map(([instance, load], index) => ({
      service,
      load,
      labels: { job: 'shop', service, instance },
      isFirst: index === 0,
    })),
  );
}

/** `http_requests_total` of all services: what succeeded and what failed. */
export function requests(troubles: Readonly<Record<string, Trouble>>): TimelineSeries[] {
  return instances().flatMap(({ service, labels, load, isFirst }) => {
    const { perSecond = PER_SECOND, failing = HEALTHY, restarts = [], past = {} } = troubles[service] ?? {};
    const succeeding = combine(Object.values(failing), (shares) => 1 - shares.reduce((sum, share) => sum + share, 0));
    return Object.entries({ '201': succeeding, ...failing }).map(([status, share]) => {
      const had = past[status] ?? 0;
      const perInstance = product([perSecond, [[ALWAYS, load]], share]);
      const growth: Growth = {
        // What it counted long ago, it counted in one second.
        perSecond: had === 0 ? perInstance : [[ALWAYS - 1, had], ...perInstance],
        since: ALWAYS - 1,
        resets: isFirst ? restarts : [],
        fromFirst: true,
      };
      return counter('http_requests', { ...labels, method: 'POST', route: '/orders', status }, growth);
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

/** What is not as always with how long the requests to a service take. */
export interface Slowness {
  perSecond?: Steps;
  observed?: Changing<Observed>;
}

/** `http_request_duration_seconds` of all services. */
export function durations(troubles: Readonly<Record<string, Slowness>>): TimelineSeries[] {
  return instances().flatMap(({ service, labels, load }) => {
    const { perSecond = PER_SECOND, observed = [[ALWAYS, latenciesWith(0.25, 0.02)]] } = troubles[service] ?? {};
    return histogram('http_request_duration_seconds', labels, {
      growth: { perSecond: product([perSecond, [[ALWAYS, load]]]), since: ALWAYS, resets: [] },
      observed,
    });
  });
}
