import { createRandom, type Random } from '../../../shop/random.ts';
import { spreadAround } from '../../timeline/shares.ts';
import { changesOf, daily, during, product, type Steps } from '../../timeline/steps.ts';
import {
  DAY,
  DEPLOYS,
  END,
  ERRORS,
  GONE,
  NIGHT,
  RESTART,
  SLOW,
  STIR,
  STRETCHES,
  type Days,
  type Host,
  type HttpCell,
  type Trade,
} from './days-model.ts';
import { LATENCY_BOUNDS, REASONS, SIGN_UPS } from './names.ts';

const HOUR = 3600;
/** Counters are large by then, as those of a service are that has been up for a while. */
export const SINCE = DAY - 12 * HOUR;

/** From night to noon, hour by hour: one to four. */
const PATTERN = [
  1.2, 1, 1, 1, 1.1, 1.4, 1.8, 2.3, 2.8, 3.2, 3.6, 3.9, 4, 4, 3.8, 3.6, 3.4, 3.4, 3.6, 3.5, 3, 2.4, 1.9, 1.5,
];
/** At night nobody opens an account, and on the second night not before the trouble begins. */
const QUIET = PATTERN.map((_, hour) => (hour >= 9 && hour < 21 ? 1 : 0));

/** Each route's method, requests per second in the small hours, and median latency in seconds, calm and in the slow hour. */
const ROUTES: readonly [service: string, method: string, route: string, rate: number, calm: number, slow: number][] = [
  ['shop', 'GET', '/products/:id', 14, 0.03, 0.035],
  ['shop', 'GET', '/products', 8, 0.06, 0.07],
  ['shop', 'POST', '/carts', 5, 0.09, 0.32],
  ['shop', 'POST', '/orders', 3.4, 0.22, 0.95],
  ['shop', 'GET', '/orders/:id', 2.3, 0.045, 0.13],
  ['shop', 'POST', '/sessions', 1.5, 0.12, 0.15],
  ['shop', 'POST', '/accounts', 0.05, 0.3, 0.6],
  ['payments', 'POST', '/charges', 1, 0.16, 0.5],
];

/** Each instance, and its share of its service's requests while both live. */
const INSTANCES: readonly [service: string, instance: string, share: number][] = [
  ['shop', 'shop-1', 0.6],
  ['shop', 'shop-2', 0.4],
  ['payments', 'payments-1', 1],
];
/** The second instance is slower. */
const SLOWER: Record<string, number> = { 'shop-2': 1.5 };

const whole = (value: number): Steps => [[SINCE, value]];
const inErrors = (base: Steps, value: number): Steps =>
  during(
    base,
    ERRORS.map((span) => ({ ...span, value })),
  );
const whileSlow = (base: Steps, value: number): Steps =>
  during(
    base,
    SLOW.map((span) => ({ ...span, value })),
  );
const atStir = (base: Steps, value: number): Steps => during(base, [{ ...STIR, value }]);
/** One value, another in errors, a third in the slow hour; and perhaps one in the minute of noon. */
const moods = (calm: number, errors: number, slow: number, stir = calm): Steps =>
  atStir(whileSlow(inErrors(whole(calm), errors), slow), stir);

/** Something failed long ago, too: by the first day such series are there. */
const evenBefore = (base: Steps): Steps => during(base, [{ from: SINCE, to: SINCE + HOUR, value: 0.01 }]);

/** Gives the two days of a seed: other seeds have other numbers. */
export function createDays(seed: number): Days {
  const random = createRandom(seed);
  const about = (value: number): number => (value * random.int(96, 104)) / 100;
  const scale = random.int(60, 160) / 100;
  const pattern = during(daily(PATTERN, { from: SINCE, to: NIGHT - HOUR }), [
    { from: NIGHT - HOUR, to: END, value: 1 },
  ]);
  const quiet = during(daily(QUIET, { from: SINCE, to: NIGHT - HOUR }), [
    { from: ERRORS[1]?.from ?? NIGHT, to: END, value: 1 },
  ]);
  const busy = product([pattern, moods(scale, scale * 1.3, scale * 1.6, scale * 2.6)]);
  const shares = new Map(INSTANCES.map(([, instance, share]) => [instance, shareOf(instance, share)]));
  const failing = about(0.45);
  const cells = ROUTES.flatMap(([service, method, route, rate, calm, slow]) => {
    const own = about(rate);
    const ownErrors = route === '/orders' || route === '/charges' ? failing : 0.02;
    return INSTANCES.filter(([of]) => of === service).map(([, instance]): HttpCell => ({
      service,
      instance,
      method,
      route,
      rate: product([busy, whole(own), shares.get(instance) ?? [], ...(route === '/accounts' ? [quiet] : [])]),
      failing: evenBefore(moods(0, ownErrors, route === '/orders' ? 0.12 : 0, 0.2)),
      notFound: whole(route === '/products/:id' ? 0.09 : 0),
      latency: moods(calm, calm * 1.2, slow, calm * 8).map(([from, median]) => [
        from,
        spreadAround(median * (SLOWER[instance] ?? 1), LATENCY_BOUNDS),
      ]),
    }));
  });
  const [cores, sizes] = [random.shuffle(CORES), random.shuffle(POOL_SIZES)];
  const hosts = INSTANCES.map(([service, instance], index) =>
    hostOf(service, instance, {
      index,
      random,
      cores: cores[index] ?? [],
      poolSizes: [sizes[index] ?? 0, sizes[index + INSTANCES.length] ?? 0],
    }),
  );
  const trades = INSTANCES.filter(([service]) => service === 'shop').map(([service, instance]) =>
    tradeOf({ service, instance, flow: product([busy, shares.get(instance) ?? []]), random: createRandom(seed + 1) }),
  );
  return { stretches: STRETCHES, cells, hosts, trades, changes: changesOfAll(cells, hosts, trades) };
}

/** While the second instance is gone, the first has all of the traffic. */
function shareOf(instance: string, share: number): Steps {
  if (instance === 'payments-1') return whole(share);
  return during(
    whole(share),
    GONE.map((span) => ({ ...span, value: instance === 'shop-1' ? 1 : 0 })),
  );
}

const GIB = 1024 ** 3;

/** Hosts with one CPU, two and four, and how busy each is beside the others. */
const CORES = [[1], [1.4, 0.6], [1.3, 0.7, 1.2, 0.8]];
/** Of the pools, before and after a deploy: no two alike. */
const POOL_SIZES = [9, 11, 13, 16, 19, 22];

interface Hardware {
  index: number;
  random: Random;
  cores: readonly number[];
  /** Before and after each deploy. */
  poolSizes: readonly [before: number, after: number];
}

function hostOf(service: string, instance: string, { index, random, cores, poolSizes }: Hardware): Host {
  const about = (value: number): number => (value * random.int(90, 110)) / 100;
  const [gone, goneAgain] = GONE;
  const mortal = instance === 'shop-2';
  const lives = mortal
    ? [
        { from: SINCE, to: gone?.from ?? END },
        { from: gone?.to ?? END, to: goneAgain?.from ?? END },
      ]
    : [{ from: SINCE, to: END }];
  const resets = [...(DEPLOYS[index] ?? []), ...(mortal ? [gone?.to ?? END] : []), RESTART];
  const share = about(0.35 - index * 0.07);
  const cpu = (factor: number): Steps =>
    moods(share * factor, share * 1.3 * factor, share * 0.5 * factor, share * 1.75 * factor);
  const memoryTotal = (index === 2 ? 4 : 8) * GIB;
  const [before, after] = poolSizes;
  const poolSize = during(
    whole(before),
    (DEPLOYS[index] ?? []).map((deploy) => ({ from: deploy, to: deploy < NIGHT ? RESTART : END, value: after })),
  );
  return {
    service,
    instance,
    lives,
    resets: resets.toSorted((a, b) => a - b),
    busy: cores.map((factor) => cpu(factor)),
    load: moods(about(0.9), about(1.3), about(3.1)),
    memoryTotal,
    available: moods(memoryTotal * about(0.55), memoryTotal * about(0.5), memoryTotal * about(0.3)),
    received: moods(about(2.1e5), about(2.6e5), about(1.4e5), about(6e5)),
    sent: moods(about(9.5e5), about(7.6e5), about(4e5), about(2.4e6)),
    networkErrors: moods(0, 0, index === 1 ? about(6) : 0, about(4)),
    poolSize,
    inUse: moods(index + 2, index + 4, index === 2 ? 6 : before),
    waiting: moods(0, 0, index === 2 ? 0 : random.int(60, 140)),
    connectionErrors: moods(0, 0, index === 2 ? 0 : about(0.7), about(0.5)),
  };
}

interface Flow {
  service: string;
  instance: string;
  /** How much traffic there is on this instance, beside that of both in the small hours. */
  flow: Steps;
  /** The same for each instance, but for those shares that are its own. */
  random: Random;
}

function tradeOf({ service, instance, flow, random }: Flow): Trade {
  const about = (value: number): number => (value * random.int(90, 110)) / 100;
  const times = (...factors: Steps[]): Steps => product([flow, ...factors]);
  const created = times(whole(about(1.4)));
  const attempts = times(whole(about(0.6)));
  const shares = [0.03, 0.012, 0.02, 0.016].map((share) => about(share));
  return {
    service,
    instance,
    orders: times(moods(about(0.5), about(0.2), about(0.26))),
    meanAmount: about(62),
    users: Object.fromEntries(SIGN_UPS.map((method) => [method, times(whole(about(0.09)))])),
    attempts,
    failures: Object.fromEntries(
      REASONS.map((reason, index) => {
        const share = shares[index] ?? 0;
        return [reason, product([attempts, moods(share, reason === 'unavailable' ? 0.5 : share, share)])];
      }),
    ),
    cartsCreated: created,
    cartsCheckedOut: product([created, moods(about(0.4), about(0.13), about(0.2))]),
  };
}

function changesOfAll(cells: readonly HttpCell[], hosts: readonly Host[], trades: readonly Trade[]): number[] {
  const ends = hosts.flatMap(({ lives }) =>
    lives.flatMap(({ from, to }): Steps => [
      [from, 0],
      [to, 0],
    ]),
  );
  const all = [
    ...cells.flatMap(({ rate, failing, latency }) => [rate, failing, latency]),
    ...hosts.flatMap(({ busy, load, available, inUse, poolSize }) => [...busy, load, available, inUse, poolSize]),
    ...trades.flatMap(({ orders, cartsCheckedOut }) => [orders, cartsCheckedOut]),
    ends.toSorted(([a], [b]) => a - b),
  ];
  return changesOf(all);
}
