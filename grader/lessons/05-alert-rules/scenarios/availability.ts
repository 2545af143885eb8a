import type { Steps } from '../../../timeline/steps.ts';
import { inMinutes, MINUTE, scraped, type Scenario } from './scenario.ts';
import { requests, TROUBLED, type Traffic } from './traffic.ts';

/** When the trouble begins, in minutes: by then an hour has passed. */
const START = 62;
const OF_TROUBLED = { service: TROUBLED };
const CRITICAL = { ...OF_TROUBLED, severity: 'critical' };
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

const quiet = (code: string, from: number, to: number) => ({ state: 'quiet', from, to, code }) as const;

/** When, in the scenario in which nothing is to fire, a deploy, a blip and a silence begin. */
const RESTART = START + 26;
const BLIP = START + 46;
const IDLE = START + 70;

/** What `availability` is held to. */
export const availability: Scenario[] = [
  scenario('breach', START + 65, { failing: failing(0.2, 30) }, [
    quiet('healthy', 5, START),
    { state: 'firing', from: START + 20, to: START + 30, labels: OF_TROUBLED, code: 'breach' },
    quiet('lasting', START + 60, START + 65),
  ]),
  scenario('outage', START + 10, { failing: failing(1, 10) }, [
    { state: 'firing', from: START + 5, to: START + 10, labels: CRITICAL, code: 'outage' },
  ]),
  scenario('night', START + 20, { troubled: inMinutes([-1440, 0.2]), failing: failing(1, 20, 0) }, [
    { state: 'firing', from: START + 10, to: START + 20, labels: CRITICAL, code: 'night' },
  ]),
  scenario(
    'calm',
    IDLE + 20,
    {
      past: { '201': 600_000, '500': 200_000 },
      restarts: [RESTART * MINUTE + 1],
      troubled: inMinutes([-1440, 20], [IDLE, 0]),
      failing: {
        '404': inMinutes([-1440, 0.02], [START, 0.3], [RESTART - 5, 0.02]),
        '500': inMinutes([-1440, HEALTHY], [BLIP, 0.05], [BLIP + 2, HEALTHY]),
      },
    },
    [
      quiet('client-errors', 5, RESTART),
      quiet('restart', RESTART + 1, BLIP),
      quiet('blip', BLIP + 1, IDLE),
      quiet('idle', IDLE + 1, IDLE + 20),
    ],
  ),
  scenario('few-errors', START + 20, fewErrors(), [quiet('few-errors', 5, START + 20)]),
];

/** One request in twenty seconds, of which two fail, three minutes apart. */
function fewErrors(): Traffic {
  const second = START + 3;
  const oneRequest = 1 / 3;
  const failed = inMinutes([-1440, 0], [START, 1], [START + oneRequest, 0], [second, 1], [second + oneRequest, 0]);
  return { troubled: inMinutes([-1440, 0.05]), failing: { '500': failed } };
}
