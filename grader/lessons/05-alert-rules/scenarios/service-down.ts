import { gauge, type Life } from '../../../timeline/timeline.ts';
import type { Steps } from '../../../timeline/steps.ts';
import { inMinutes, MINUTE, scrapesUpTo, scraped, type Scenario } from './scenario.ts';
import { instances } from './traffic.ts';

const START = 70;
const VICTIM = 'orders-2:3000';

const scenario = (
  id: string,
  minutes: number,
  { of, values = [[-1, 1]], lives }: { of: string; values?: Steps; lives?: readonly Life[] },
  expectations: Scenario['expectations'],
): Scenario => ({
  id,
  group: 'service-down',
  minutes,
  series: scraped(
    instances().map(({ service, labels }) =>
      labels['instance'] === of || service === of ? gauge('up', labels, values, lives) : gauge('up', labels, [[-1, 1]]),
    ),
    minutes,
    { stale: true },
  ),
  expectations,
});

const quiet = (code: string, to: number) => ({ state: 'quiet', from: 2, to, code }) as const;

/** The last scrape before a minute, and the one after that. */
function scrapeBefore(minute: number): [at: number, next: number] {
  const times = scrapesUpTo(minute + 1);
  const index = times.findLastIndex((time) => time < minute * MINUTE);
  return [times[index] ?? 0, times[index + 1] ?? 0];
}

const [zero, after] = scrapeBefore(START);

/** What `service-down` is held to. */
export const serviceDown: Scenario[] = [
  scenario('down', START + 35, { of: VICTIM, values: inMinutes([-1, 1], [START, 0], [START + 15, 1]) }, [
    { state: 'quiet', from: 2, to: START, code: 'healthy' },
    {
      state: 'firing',
      from: START + 5,
      to: START + 15,
      labels: { service: 'orders', instance: VICTIM },
      code: 'down',
    },
    { state: 'quiet', from: START + 25, to: START + 35, code: 'lasting' },
  ]),
  scenario('vanished', START + 30, { of: 'payments', lives: [{ from: -1, to: START * MINUTE }] }, [
    { state: 'firing', from: START + 10, to: START + 30, labels: { service: 'payments' }, code: 'vanished' },
  ]),
  scenario(
    'one-zero',
    START + 20,
    {
      of: VICTIM,
      values: [
        [-1, 1],
        [zero, 0],
        [after, 1],
      ],
    },
    [quiet('one-zero', START + 20)],
  ),
  scenario(
    'gap',
    START + 20,
    {
      of: 'payments',
      lives: [
        { from: -1, to: START * MINUTE },
        { from: (START + 1) * MINUTE, to: 1e9 },
      ],
    },
    [quiet('gap', START + 20)],
  ),
];
