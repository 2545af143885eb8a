import type { Changing } from '../../../timeline/steps.ts';
import type { Observed } from '../../../timeline/shares.ts';
import { inMinutes, MINUTE, quiet, scraped, type Expectation, type Scenario } from './scenario.ts';
import { DOUBLE, durations, forEach, inTurn, latenciesWith, type Slowness } from './traffic.ts';

const START = 62;
/** How much later the trouble reaches the service that comes last. */
const LATER = 20;
const FAST = latenciesWith(0.25, 0.02);
const SLOW = latenciesWith(0.75, 0.05);

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

const breach = (from: number, to: number, services: readonly string[]): Expectation[] =>
  services.map((service) => ({ state: 'firing', from, to, labels: { service }, code: 'breach' }));

/** When, in the scenario in which nothing is to fire, what is just fast enough ends, and a silence begins. */
const FAST_AGAIN = 25;
const IDLE = START + 25;

/** What `latency` is held to: no service is left out, and while two are slow the third is not named. */
export function latency(seed: number): Scenario[] {
  const [last = '', ...first] = inTurn(seed);
  return [
    scenario(
      'breach',
      START + LATER + 65,
      {
        ...forEach(first, { observed: meanwhile(SLOW, START, 30) }),
        [last]: { observed: meanwhile(SLOW, START + LATER, 30) },
      },
      [
        quiet('healthy', 5, START),
        ...breach(START + 20, START + 30, first),
        quiet('other-service', START + 1, START + LATER, { service: last }),
        ...breach(START + LATER + 20, START + LATER + 30, [last]),
        quiet('lasting', START + LATER + 60, START + LATER + 65),
      ],
    ),
    scenario(
      'calm',
      IDLE + 15,
      {
        [DOUBLE]: {
          perSecond: inMinutes([-1440, 20], [IDLE, 0]),
          observed: [
            [-1440 * MINUTE, latenciesWith(0.5, 0.05)],
            [FAST_AGAIN * MINUTE, FAST],
            ...meanwhile(latenciesWith(0.75, 0.1), START, 2).slice(1),
          ],
        },
      },
      [quiet('below', 5, FAST_AGAIN), quiet('blip', START + 1, IDLE), quiet('idle', IDLE + 1, IDLE + 15)],
    ),
    scenario('few-slow', START + 20, { [DOUBLE]: { perSecond: inMinutes([-1440, 0.05]), observed: fewSlow() } }, [
      quiet('few-slow', 5, START + 20),
    ]),
  ];
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
