import type { Steps } from '../../../timeline/steps.ts';
import { inMinutes, MINUTE, quiet, scraped, type Scenario } from './scenario.ts';
import { DOUBLE, FIRST, forEach, inTurn, requests, SECOND, type Trouble } from './traffic.ts';

/** When the trouble begins, in minutes: by then an hour has passed. */
const START = 62;
/** How much later it reaches the service that comes last. */
const LATER = 20;
const HEALTHY = 0.0002;

/** A share of failing requests from a minute on, for some minutes. */
const failing = (share: number, minutes: number, { from = START, before = HEALTHY } = {}): Steps =>
  inMinutes([-1440, before], [from, share], [from + minutes, before]);

/** One instance has all of the traffic, and the other waits for it: who watches only one of them sees nothing, or all. */
const allTo = (instance: string): Trouble => ({
  own: Object.fromEntries([FIRST, SECOND].map((one) => [one, { load: inMinutes([-1440, one === instance ? 1 : 0]) }])),
});

const scenario = (
  id: string,
  minutes: number,
  troubles: Record<string, Trouble>,
  expectations: Scenario['expectations'],
): Scenario => ({
  id,
  group: 'availability',
  minutes,
  series: () => scraped(requests(troubles), minutes),
  expectations,
});

/** That each of some services has an alert that fires, and one that wakes somebody where it must. */
const firing = (code: string, from: number, to: number, services: readonly string[], severity?: string) =>
  services.map((service) => ({
    state: 'firing' as const,
    from,
    to,
    labels: { service, ...(severity === undefined ? {} : { severity }) },
    code,
  }));

/** When, in the scenario in which nothing is to fire, a deploy, a blip and a silence begin. */
const RESTART = START + 35;
const BLIP = START + 55;
const IDLE = START + 79;
/** When, meanwhile, others begin to fail a little, and go on. */
const LEAK = RESTART + 3;

/** What `availability` is held to: no service is left out, and while two are in trouble the third is not named. */
export function availability(seed: number): Scenario[] {
  const services = inTurn(seed);
  const [last = '', ...first] = services;
  return [
    scenario(
      'breach',
      START + LATER + 65,
      {
        ...forEach(first, { failing: failing(0.2, 30) }),
        [last]: { failing: failing(0.2, 30, { from: START + LATER }) },
      },
      [
        quiet('healthy', 5, START),
        ...firing('breach', START + 20, START + 30, first),
        quiet('other-service', START + 1, START + LATER, { service: last }),
        ...firing('breach', START + LATER + 20, START + LATER + 30, [last]),
        quiet('lasting', START + LATER + 60, START + LATER + 65),
      ],
    ),
    scenario('outage', START + 10, outage(services, FIRST, { failing: failing(1, 10) }), [
      ...firing('outage', START + 5, START + 10, services, 'critical'),
    ]),
    scenario(
      'night',
      START + 20,
      outage(services, SECOND, { perSecond: inMinutes([-1440, 0.2]), failing: failing(1, 20, { before: 0 }) }),
      firing('night', START + 10, START + 20, services, 'critical'),
    ),
    scenario('calm', IDLE + 20, { ...leaking(), [DOUBLE]: calm() }, [
      quiet('small-instance', 5, START),
      quiet('client-errors', START + 1, LEAK),
      quiet('restart', RESTART + 1, BLIP, { service: DOUBLE }),
      quiet('blip', BLIP + 1, IDLE, { service: DOUBLE }),
      quiet('idle', IDLE + 1, IDLE + 20, { service: DOUBLE }),
      ...firing('leak', LEAK + 30, IDLE + 20, Object.keys(leaking())),
    ]),
    scenario('few-errors', START + 20, { [DOUBLE]: fewErrors() }, [quiet('few-errors', 5, START + 20)]),
  ];
}

/** The same befalls all services; of two instances, one has all of the traffic. */
const outage = (services: readonly string[], instance: string, trouble: Trouble): Record<string, Trouble> => ({
  ...forEach(services, trouble),
  [DOUBLE]: { ...trouble, ...allTo(instance) },
});

const FEW = 0.0005;
/** Requests that end with a status of the customers' own making: a few, and for half an hour 30 %. */
const refused = (...statuses: string[]): Record<string, Steps> =>
  forEach(statuses, inMinutes([-1440, FEW], [START, 0.3 / statuses.length], [START + 30, FEW]));

/** Customers' errors, and from then on, of all requests, a twentieth that fail. */
const leaking = (): Record<string, Trouble> => ({
  gateway: { refused: refused('401'), failing: failing(0.05, Infinity, { from: LEAK }) },
  payments: { refused: refused('422'), failing: failing(0.05, Infinity, { from: LEAK }) },
});

/** Customers' errors, a deploy, a blip, and then nobody who asks. One of the instances has little to do, and does it badly. */
function calm(): Trouble {
  const small = 0.01;
  return {
    past: { succeeded: 600_000, failed: 200_000 },
    restarts: [RESTART * MINUTE + 1],
    perSecond: inMinutes([-1440, 20], [IDLE, 0]),
    refused: refused('404', '409'),
    failing: failing(0.05, 2, { from: BLIP }),
    own: {
      [FIRST]: { load: inMinutes([-1440, 1 - small]) },
      [SECOND]: { load: inMinutes([-1440, small]), failing: failing(0.05, 2, { from: BLIP, before: 0.04 }) },
    },
  };
}

/** One request in twenty seconds, of which two fail, three minutes apart. */
function fewErrors(): Trouble {
  const second = START + 3;
  const oneRequest = 1 / 3;
  const failed = inMinutes([-1440, 0], [START, 1], [START + oneRequest, 0], [second, 1], [second + oneRequest, 0]);
  return { perSecond: inMinutes([-1440, 0.05]), failing: failed };
}
