import type { Changing, Steps } from '../../../timeline/steps.ts';
import type { Observed } from '../../../timeline/shares.ts';
import { inMinutes, MINUTE, scraped, type Scenario } from './scenario.ts';
import { durations, latenciesWith, TROUBLED } from './traffic.ts';

const START = 62;
const FAST = latenciesWith(0.25, 0.02);

const scenario = (
  id: string,
  minutes: number,
  observed: Changing<Observed>,
  expectations: Scenario['expectations'],
  troubled?: Steps,
): Scenario => ({
  id,
  group: 'latency',
  minutes,
  series: scraped(durations({ observed, ...(troubled === undefined ? {} : { troubled }) }), minutes),
  expectations,
});

const quiet = (code: string, from: number, to: number) => ({ state: 'quiet', from, to, code }) as const;

/** When, in the scenario in which nothing is to fire, what is just fast enough ends, and a silence begins. */
const FAST_AGAIN = 25;
const IDLE = START + 25;

/** What `latency` is held to. */
export const latency: Scenario[] = [
  scenario('breach', START + 65, meanwhile(latenciesWith(0.75, 0.05), 30), [
    quiet('healthy', 5, START),
    { state: 'firing', from: START + 20, to: START + 30, labels: { service: TROUBLED }, code: 'breach' },
    quiet('lasting', START + 60, START + 65),
  ]),
  scenario(
    'calm',
    IDLE + 15,
    [
      [-1440 * MINUTE, latenciesWith(0.5, 0.05)],
      [FAST_AGAIN * MINUTE, FAST],
      ...meanwhile(latenciesWith(0.75, 0.1), 2).slice(1),
    ],
    [quiet('below', 5, FAST_AGAIN), quiet('blip', START + 1, IDLE), quiet('idle', IDLE + 1, IDLE + 15)],
    inMinutes([-1440, 20], [IDLE, 0]),
  ),
  scenario('few-slow', START + 20, fewSlow(), [quiet('few-slow', 5, START + 20)], inMinutes([-1440, 0.05])),
];

/** Observations of another kind from the start of the trouble for some minutes. */
function meanwhile(other: Observed, minutes: number): Changing<Observed> {
  return [
    [-1440 * MINUTE, FAST],
    [START * MINUTE, other],
    [(START + minutes) * MINUTE, FAST],
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
