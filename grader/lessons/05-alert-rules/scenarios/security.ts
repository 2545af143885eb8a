import type { Steps } from '../../../timeline/steps.ts';
import { counter } from '../../../timeline/timeline.ts';
import { inMinutes, scraped, type Scenario } from './scenario.ts';

/** By then two hours have passed: who compares with an hour ago has something to compare with. In minutes. */
const START = 120;
const LABELS = { job: 'shop', service: 'gateway', instance: 'gateway-1:3000' };

const scenario = (
  id: string,
  minutes: number,
  attempts: { success: Steps; failure: Steps },
  expectations: Scenario['expectations'],
): Scenario => ({
  id,
  group: 'security',
  minutes,
  series: () =>
    scraped(
      Object.entries(attempts).map(([outcome, perSecond]) =>
        counter('login_attempts', { ...LABELS, outcome }, { perSecond, since: -86_400, resets: [] }),
      ),
      minutes,
    ),
  expectations,
});

/** What `security` is held to. */
export const security: Scenario[] = [
  scenario(
    'spike',
    START + 60,
    { success: inMinutes([-1440, 1]), failure: inMinutes([-1440, 0.05], [START, 5], [START + 20, 0.05]) },
    [
      { state: 'quiet', from: 5, to: START, code: 'healthy' },
      { state: 'firing', from: START + 10, to: START + 20, code: 'spike' },
      { state: 'quiet', from: START + 50, to: START + 60, code: 'lasting' },
    ],
  ),
  scenario('trickle', 200, { success: inMinutes([-1440, 1], [100, 0]), failure: inMinutes([-1440, 0.1]) }, [
    { state: 'quiet', from: 5, to: 200, code: 'trickle' },
  ]),
];
