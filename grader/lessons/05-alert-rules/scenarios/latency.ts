import type { Changing, Steps } from '../../../timeline/steps.ts';
import type { Observed } from '../../../timeline/shares.ts';
import { inMinutes, MINUTE, quiet, scraped, type Expectation, type Scenario } from './scenario.ts';
import {
  DOUBLE,
  durations,
  FAST,
  FIRST,
  forEach,
  inTurn,
  latenciesWith,
  NEARLY_SLOW,
  SECOND,
  type Slowness,
} from './traffic.ts';

const START = 62;
/** How much later the trouble reaches the service that comes last. */
const LATER = 20;
const SLOW = latenciesWith(0.75, 0.05);
/** Of two instances one is slow, and has nearly all of the requests; when they are sent to the other, that one is. */
const BUSY = 0.95;
const MOVED = 18;

const scenario = (
  id: string,
  minutes: number,
  troubles: Record<string, Slowness>,
  expectations: Scenario['expectations'],
): Scenario => ({
  id,
  group: 'latency',
  minutes,
  series: () => scraped(durations(troubles), minutes),
  expectations,
});

const breach = (code: string, from: number, to: number, services: readonly string[]): Expectation[] =>
  services.map((service) => ({ state: 'firing', from, to, labels: { service }, code }));

/** When, in the scenario in which one is just fast enough, that ends, and a silence begins. */
const FAST_AGAIN = 25;
const IDLE = START + 25;

/** What `latency` is held to: no service is left out, and while two are slow the third is not named. */
export function latency(seed: number): Scenario[] {
  const services = inTurn(seed);
  const [last = '', ...first] = services;
  const others = services.filter((service) => service !== DOUBLE);
  const slow = (service: string, from: number): Slowness =>
    service === DOUBLE ? moving(from) : { observed: meanwhile(SLOW, from, 30) };
  return [
    scenario(
      'breach',
      START + LATER + 65,
      {
        ...Object.fromEntries(first.map((service) => [service, slow(service, START)])),
        [last]: slow(last, START + LATER),
      },
      [
        quiet('healthy', 5, START),
        ...breach('breach', START + 20, START + 30, first),
        quiet('other-service', START + 1, START + LATER, { service: last }),
        ...breach('breach', START + LATER + 20, START + LATER + 30, [last]),
        quiet('lasting', START + LATER + 60, START + LATER + 65),
      ],
    ),
    scenario(
      'calm',
      IDLE + 15,
      {
        ...forEach(others, { observed: meanwhile(latenciesWith(0.75, 0.03), START, Infinity) }),
        [DOUBLE]: {
          perSecond: inMinutes([-1440, 20], [IDLE, 0]),
          observed: [
            [-1440 * MINUTE, NEARLY_SLOW],
            [FAST_AGAIN * MINUTE, FAST],
            ...meanwhile(latenciesWith(0.75, 0.1), START, 2).slice(1),
          ],
        },
      },
      [
        quiet('below', 5, FAST_AGAIN),
        quiet('blip', START + 1, IDLE, { service: DOUBLE }),
        quiet('idle', IDLE + 1, IDLE + 15, { service: DOUBLE }),
        ...breach('leak', START + 30, IDLE + 15, others),
      ],
    ),
    scenario('few-slow', START + 20, { [DOUBLE]: { perSecond: inMinutes([-1440, 0.05]), observed: fewSlow() } }, [
      quiet('few-slow', 5, START + 20),
    ]),
  ];
}

/** For half an hour the instance is slow that has nearly all of the requests, first one and then the other. */
function moving(from: number): Slowness {
  const load = (before: number): Steps => inMinutes([-1440, before], [from + MOVED, 1 - before]);
  return {
    own: {
      [FIRST]: { load: load(BUSY), observed: meanwhile(SLOW, from, MOVED) },
      [SECOND]: { load: load(1 - BUSY), observed: meanwhile(SLOW, from + MOVED, 30 - MOVED) },
    },
  };
}

/** Observations of another kind from a minute on, for some minutes. */
function meanwhile(other: Observed, from: number, minutes: number): Changing<Observed> {
  return [
    [-1440 * MINUTE, FAST],
    [from * MINUTE, other],
    [(from + minutes) * MINUTE, FAST],
  ];
}

/** One request in twenty seconds; two, two minutes apart, are slow. */
function fewSlow(): Changing<Observed> {
  const slow = latenciesWith(0.75, 1);
  return [START, START + 2].reduce<(readonly [number, Observed])[]>(
    (all, minute) => [...all, [minute * MINUTE, slow], [minute * MINUTE + 20, FAST]],
    [[-1440 * MINUTE, FAST]],
  );
}
