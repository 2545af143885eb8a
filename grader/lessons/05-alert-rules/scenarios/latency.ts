import type { Changing, Steps } from '../../../timeline/steps.ts';
import type { Observed } from '../../../timeline/shares.ts';
import { inMinutes, MINUTE, scraped, type Scenario } from './scenario.ts';
import { durations, latenciesWith, TROUBLED } from './traffic.ts';

const START = 70;
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

/** Observations of another kind from the start of the trouble for some minutes. */
const meanwhile = (other: Observed, minutes: number): Changing<Observed> => [
  [-1440 * MINUTE, FAST],
  [START * MINUTE, other],
  [(START + minutes) * MINUTE, FAST],
];

const quiet = (code: string, to: number) => ({ state: 'quiet', from: 5, to, code }) as const;

/** What `latency` is held to. */
export const latency: Scenario[] = [
  scenario('breach', START + 70, meanwhile(latenciesWith(0.75, 0.05), 30), [
    { state: 'quiet', from: 5, to: START, code: 'healthy' },
    { state: 'firing', from: START + 20, to: START + 30, labels: { service: TROUBLED }, code: 'breach' },
    { state: 'quiet', from: START + 60, to: START + 70, code: 'lasting' },
  ]),
  scenario('blip', START + 40, meanwhile(latenciesWith(0.75, 0.1), 2), [quiet('blip', START + 40)]),
  scenario('below', START + 40, [[-1440 * MINUTE, latenciesWith(0.5, 0.05)]], [quiet('below', START + 40)]),
  scenario('few-slow', START + 40, fewSlow(), [quiet('few-slow', START + 40)], inMinutes([-1440, 0.05])),
  scenario(
    'idle',
    START + 40,
    [[-1440 * MINUTE, FAST]],
    [quiet('idle', START + 40)],
    inMinutes([-1440, 20], [START, 0]),
  ),
];

/** One request in twenty seconds; two, two minutes apart, are slow. */
function fewSlow(): Changing<Observed> {
  const slow = latenciesWith(0.75, 1);
  return [START, START + 2].reduce<(readonly [number, Observed])[]>(
    (all, minute) => [...all, [minute * MINUTE, slow], [minute * MINUTE + 20, FAST]],
    [[-1440 * MINUTE, FAST]],
  );
}
