import { createRandom } from '../../../shop/random.ts';
import { toOpenMetrics, type Stretch } from '../../timeline/openmetrics.ts';
import { product, type Steps } from '../../timeline/steps.ts';
import { counter, gauge, histogram, type Growth } from '../../timeline/timeline.ts';
import { CATEGORIES, REASONS } from './names.ts';
import { truthAt, type Truth } from './query-truth.ts';
import { LOAD, meanOf, sharesAt, SLOWER, type Day } from './two-hours-model.ts';

/**
 * Two hours of a shop that runs on two instances, with numbers that are known: what the learner's queries are asked about. The first is
 * scraped every 15 s, the second every 60 s. Each has a calm part, a part with trouble, and a restart of one instance in it.
 */
export interface TwoHours {
  /** OpenMetrics text, in pieces that are made when they are asked for. */
  samples: Iterable<string>;
  probes: Probe[];
}

/** A moment at which the queries are evaluated, and what is true then. */
export interface Probe {
  name: 'calm' | 'trouble' | 'restart';
  /** Epoch seconds. */
  at: number;
  /** The scrape interval in seconds. */
  interval: number;
  truth: Truth;
}

/** 2025-12-24 02:00 UTC. */
const START = Date.UTC(2025, 11, 24, 2) / 1000;
const MINUTE = 60;
/** Counters are large by then, as those of a service are that has been up for a while. */
const SINCE = START - 240 * MINUTE;

/** A quarter of an hour without scrapes lies between the two, so that no window sees both. */
const STRETCHES: (Stretch & { trouble: number; restart: number })[] = [
  { from: START + 7, to: START + 45 * MINUTE, interval: 15, trouble: 20, restart: 36 },
  { from: START + 60 * MINUTE + 7, to: START + 120 * MINUTE, interval: 60, trouble: 25, restart: 46 },
];

const INSTANCES = ['shop-1', 'shop-2'];

/** Each route's method, its share of the traffic, and the typical place of its latencies among the bounds, calm and in trouble. */
const ROUTES: [method: string, route: string, weight: number, calm: number, trouble: number][] = [
  ['GET', '/products', 8, 2, 3],
  ['GET', '/products/:id', 14, 1, 1],
  ['POST', '/accounts', 1, 3, 4],
  ['POST', '/sessions', 2, 5, 5],
  ['POST', '/carts', 4, 4, 6],
  ['POST', '/orders', 2, 6, 7],
  ['GET', '/orders/:id', 3, 3, 2],
];

/** Gives the two hours of a seed: other seeds have other numbers. */
export function createTwoHours(seed: number): TwoHours {
  const random = createRandom(seed);
  const moments = STRETCHES.map(({ from, trouble }) => ({ calm: from, trouble: from + trouble * MINUTE }));
  /** One value while it is calm, another in trouble. */
  const changing = (calm: number, trouble: number): Steps => [
    [SINCE, calm],
    ...moments.flatMap((moment): [number, number][] => [
      [moment.calm, calm],
      [moment.trouble, trouble],
    ]),
  ];
  const scale = random.int(50, 150) / 100;
  const routes = ROUTES.map(([method, route, weight, calm, trouble]) => {
    const perSecond = weight * scale * (random.int(80, 120) / 100);
    return { method, route, rate: changing(perSecond, perSecond * 1.8), places: [calm, trouble] as const };
  });
  const errorShare = changing(random.int(2, 9) / 1000, random.int(80, 300) / 1000);
  const cartRate = changing(random.int(20, 40) / 10, random.int(40, 60) / 10);
  const checkedOut = changing(random.int(20, 35) / 100, random.int(5, 15) / 100);
  const attempts = changing(random.int(10, 20) / 10, random.int(8, 16) / 10);
  const failing = REASONS.map((reason) => ({
    reason,
    share: changing(random.int(1, 9) / 1000, random.int(20, 120) / 1000),
  }));
  const stock = CATEGORIES.map((category) => ({
    category,
    pieces: changing(random.int(500, 900), random.int(20, 400)),
  }));

  const day: Day = { routes, errorShare, cartRate, checkedOut, attempts, failing, stock, changing };
  return {
    samples: toOpenMetrics(
      INSTANCES.flatMap((instance, index) => seriesOf(day, instance, index)),
      STRETCHES,
    ),
    probes: STRETCHES.flatMap((stretch) => probesOf(stretch, day)),
  };
}

function seriesOf(day: Day, instance: string, index: number) {
  const load = LOAD[index] ?? 0;
  // A second after a scrape: next to nothing that was counted is lost.
  const resets = index > 0 ? [] : STRETCHES.map(({ from, restart }) => from + restart * MINUTE + 1);
  const base = { job: 'shop', instance };
  const growth = (...factors: Steps[]): Growth => ({
    perSecond: product([[[SINCE, load]], ...factors]),
    since: SINCE,
    resets,
  });
  const without = (share: Steps): Steps => share.map(([from, value]) => [from, 1 - value]);
  return [
    ...day.routes.flatMap(({ method, route, rate }) => {
      const status = method === 'POST' ? '201' : '200';
      const ends: [string, Growth][] = [
        [status, growth(rate, without(day.errorShare))],
        ['500', growth(rate, day.errorShare)],
      ];
      return ends.map(([code, grown]) => counter('http_requests', { ...base, method, route, status: code }, grown));
    }),
    ...day.routes.flatMap(({ method, route, rate, places }) =>
      latencies(day, { base: { ...base, method, route }, rate, places, index, growth }),
    ),
    ...['email', 'google', 'apple'].map((method) =>
      counter('users_created', { ...base, method }, growth([[SINCE, 0.2]])),
    ),
    counter('carts_created', base, growth(day.cartRate)),
    counter('carts_checked_out', base, growth(day.cartRate, day.checkedOut)),
    counter('payment_attempts', base, growth(day.attempts)),
    ...day.failing.map(({ reason, share }) =>
      counter('payment_failures', { ...base, reason }, growth(day.attempts, share)),
    ),
    ...day.stock.map(({ category, pieces }) => gauge('inventory_stock', { ...base, category }, pieces)),
    gauge('http_requests_in_flight', base, day.changing(3, 40)),
    gauge('db_pool_in_use', base, day.changing(2, 10)),
    gauge('db_pool_waiting', base, day.changing(0, 30)),
  ];
}

interface Latency {
  base: Record<string, string>;
  rate: Steps;
  places: readonly [calm: number, trouble: number];
  index: number;
  growth(...factors: Steps[]): Growth;
}

/** Other latencies are observed in trouble than while it is calm. */
function latencies(day: Day, { base, rate, places, index, growth }: Latency) {
  const observed = day.changing(...places).map(([from, place]) => {
    const shares = sharesAt(place + (SLOWER[index] ?? 0));
    return [from, { shares, mean: meanOf(shares) }] as const;
  });
  return histogram('http_request_duration_seconds', base, { growth: growth(rate), observed });
}

/** Windows of 2 to 8 minutes that end at a probe see nothing of any other part; the restart is in the middle of those of 5. */
function probesOf(
  { from, interval, trouble, restart }: Stretch & { trouble: number; restart: number },
  day: Day,
): Probe[] {
  const moments = [
    ['calm', trouble - 6],
    ['trouble', trouble + 11],
    ['restart', restart + 2],
  ] as const;
  return moments.map(([name, minute]) => {
    const at = from + minute * MINUTE + 4; // off the grid on which the samples stand
    return { name, at, interval, truth: truthAt(day, at) };
  });
}
