import type { Steps } from '../../../timeline/steps.ts';
import { inMinutes, MINUTE, quiet, scraped, type Scenario } from './scenario.ts';
import { DOUBLE, forEach, inTurn, requests, type Trouble } from './traffic.ts';

/** When the trouble begins, in minutes: by then an hour has passed. */
const START = 62;
/** How much later it reaches the service that comes last. */
const LATER = 20;
const HEALTHY = 0.0002;

/** A share of failing requests from a minute on, for some minutes. */
const failing = (share: number, minutes: number, { from = START, before = HEALTHY } = {}): Record<string, Steps> => ({
  '500': inMinutes([-1440, before], [from, share], [from + minutes, before]),
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
    scenario('outage', START + 10, forEach(services, { failing: failing(1, 10) }), [
      ...firing('outage', START + 5, START + 10, services, 'critical'),
    ]),
    scenario(
      'night',
      START + 20,
      forEach(services, { perSecond: inMinutes([-1440, 0.2]), failing: failing(1, 20, { before: 0 }) }),
      firing('night', START + 10, START + 20, services, 'critical'),
    ),
    scenario('calm', IDLE + 20, { [DOUBLE]: calm() }, [
      quiet('client-errors', 5, RESTART),
      quiet('restart', RESTART + 1, BLIP),
      quiet('blip', BLIP + 1, IDLE),
      quiet('idle', IDLE + 1, IDLE + 20),
    ]),
    scenario('few-errors', START + 20, { [DOUBLE]: fewErrors() }, [quiet('few-errors', 5, START + 20)]),
  ];
}

/** Customers' errors, a deploy, a blip, and then nobody who asks. */
function calm(): Trouble {
  return {
    past: { '201': 600_000, '500': 200_000 },
    restarts: [RESTART * MINUTE + 1],
    perSecond: inMinutes([-1440, 20], [IDLE, 0]),
    failing: {
      '404': inMinutes([-1440, 0.02], [START, 0.3], [RESTART - 5, 0.02]),
      '500': inMinutes([-1440, HEALTHY], [BLIP, 0.05], [BLIP + 2, HEALTHY]),
    },
  };
}

/** One request in twenty seconds, of which two fail, three minutes apart. */
function fewErrors(): Trouble {
  const second = START + 3;
  const oneRequest = 1 / 3;
  const failed = inMinutes([-1440, 0], [START, 1], [START + oneRequest, 0], [second, 1], [second + oneRequest, 0]);
  return { perSecond: inMinutes([-1440, 0.05]), failing: { '500': failed } };
}
