import { combine, product, type Changing, type Steps } from '../../../timeline/steps.ts';
import type { Observed } from '../../../timeline/shares.ts';
import { counter, histogram, type Growth, type TimelineSeries } from '../../../timeline/timeline.ts';

/** A service's instances and what share of its traffic each has. */
const SERVICES: Record<string, Record<string, number>> = {
  gateway: { 'gateway-1:3000': 1 },
  orders: { 'orders-1:3000': 0.6, 'orders-2:3000': 0.4 },
  payments: { 'payments-1:3000': 1 },
};

/** The service in which there is trouble. */
export const TROUBLED = 'orders';

export interface Traffic {
  /** Requests per second of each service, and of the troubled one. */
  perSecond?: number;
  troubled?: Steps;
  /** The shares of the troubled service's requests that end with each status. */
  failing?: Record<string, Steps>;
  /** When one of its instances starts over, in seconds. */
  restarts?: readonly number[];
  /** What it counted before, of each status. */
  past?: Record<string, number>;
}

const RESTARTED = 'orders-1:3000';
const ALWAYS = -24 * 3600;
const PER_SECOND = 20;
/** Healthy: a fifth of what the objective allows. */
const HEALTHY = 0.0002;

/** The instances of all services, with their labels and their share. */
export function instances(): { service: string; labels: Record<string, string>; load: number }[] {
  return Object.entries(SERVICES).flatMap(([service, loads]) =>
    Object.entries(loads).map(([instance, load]) => ({ service, load, labels: { job: 'shop', service, instance } })),
  );
}

/** `http_requests_total` of all services: two routes, what succeeded and what failed. */
export function requests({
  perSecond = PER_SECOND,
  troubled,
  failing = {},
  restarts = [],
  past = {},
}: Traffic): TimelineSeries[] {
  return instances().flatMap(({ service, labels, load }) => {
    const isTroubled = service === TROUBLED;
    const rate: Steps = (isTroubled ? troubled : undefined) ?? [[ALWAYS, perSecond]];
    const statuses: Record<string, Steps> =
      isTroubled && Object.keys(failing).length > 0 ? failing : { '500': [[ALWAYS, HEALTHY]] };
    const succeeding = combine(Object.values(statuses), (shares) => 1 - shares.reduce((sum, share) => sum + share, 0));
    return Object.entries({ '201': succeeding, ...statuses }).map(([status, share]) => {
      const had = isTroubled ? (past[status] ?? 0) : 0;
      const perInstance = product([rate, [[ALWAYS, load]], share]);
      const growth: Growth = {
        // What it counted long ago, it counted in one second.
        perSecond: had === 0 ? perInstance : [[ALWAYS - 1, had], ...perInstance],
        since: ALWAYS - 1,
        resets: labels['instance'] === RESTARTED ? restarts : [],
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

/** `http_request_duration_seconds` of all services. */
export function durations(traffic: { troubled?: Steps; observed: Changing<Observed> }): TimelineSeries[] {
  return instances().flatMap(({ service, labels, load }) => {
    const isTroubled = service === TROUBLED;
    const rate: Steps = (isTroubled ? traffic.troubled : undefined) ?? [[ALWAYS, PER_SECOND]];
    const observed = isTroubled ? traffic.observed : ([[ALWAYS, latenciesWith(0.25, 0.02)]] as const);
    return histogram('http_request_duration_seconds', labels, {
      growth: { perSecond: product([rate, [[ALWAYS, load]]]), since: ALWAYS, resets: [] },
      observed,
    });
  });
}
