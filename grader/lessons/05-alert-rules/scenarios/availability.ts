import type { Steps } from '../../../timeline/steps.ts';
import { inMinutes, MINUTE, scraped, type Scenario } from './scenario.ts';
import { requests, TROUBLED, type Traffic } from './traffic.ts';

/** When the trouble begins, in minutes: by then an hour has passed. */
const START = 70;
const OF_TROUBLED = { service: TROUBLED };
const HEALTHY = 0.0002;

/** A share of failing requests from the start of the trouble for some minutes. */
const failing = (share: number, minutes: number, calm = HEALTHY): Record<string, Steps> => ({
  '500': inMinutes([-1440, calm], [START, share], [START + minutes, calm]),
});

const scenario = (id: string, minutes: number, traffic: Traffic, expectations: Scenario['expectations']): Scenario => ({
  id,
  group: 'availability',
  minutes,
  series: scraped(requests(traffic), minutes),
  expectations,
});

const quiet = (code: string, to: number) => ({ state: 'quiet', from: 5, to, code }) as const;

/** What `availability` is held to. */
export const availability: Scenario[] = [
  scenario('breach', START + 70, { failing: failing(0.2, 30) }, [
    { state: 'quiet', from: 5, to: START, code: 'healthy' },
    { state: 'firing', from: START + 20, to: START + 30, labels: OF_TROUBLED, code: 'breach' },
    { state: 'quiet', from: START + 60, to: START + 70, code: 'lasting' },
  ]),
  scenario('outage', START + 10, { failing: failing(1, 10) }, [
    {
      state: 'firing',
      from: START + 5,
      to: START + 10,
      labels: { ...OF_TROUBLED, severity: 'critical' },
      code: 'outage',
    },
  ]),
  scenario('night', START + 20, { troubled: inMinutes([-1440, 0.2]), failing: failing(1, 20, 0) }, [
    {
      state: 'firing',
      from: START + 10,
      to: START + 20,
      labels: { ...OF_TROUBLED, severity: 'critical' },
      code: 'night',
    },
  ]),
  scenario('blip', START + 40, { failing: failing(0.05, 2) }, [quiet('blip', START + 40)]),
  scenario('few-errors', START + 40, fewErrors(), [quiet('few-errors', START + 40)]),
  scenario(
    'client-errors',
    START + 30,
    { failing: { '500': inMinutes([-1440, HEALTHY]), '404': inMinutes([-1440, 0.02], [START, 0.3]) } },
    [quiet('client-errors', START + 30)],
  ),
  scenario('idle', START + 40, { troubled: inMinutes([-1440, 20], [START, 0]) }, [quiet('idle', START + 40)]),
  scenario(
    'restart',
    START + 40,
    { past: { '201': 600_000, '500': 200_000 }, restarts: [START * MINUTE + 1], failing: failing(HEALTHY, 1) },
    [quiet('restart', START + 40)],
  ),
];

/** One request in twenty seconds, of which two fail, three minutes apart. */
function fewErrors(): Traffic {
  const second = START + 3;
  const one = inMinutes([-1440, 0], [START, 1 / 3], [START + 1 / 3, 0], [second, 1 / 3], [second + 1 / 3, 0]);
  return { troubled: inMinutes([-1440, 0.05]), failing: { '500': one.map(([at, share]) => [at, share * 3]) } };
}
