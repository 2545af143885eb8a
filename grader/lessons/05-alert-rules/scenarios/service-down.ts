import { gauge, type Life } from '../../../timeline/timeline.ts';
import type { Steps } from '../../../timeline/steps.ts';
import { inMinutes, MINUTE, scrapesUpTo, scraped, type Scenario } from './scenario.ts';
import { instances } from './traffic.ts';

const VICTIM = 'orders-2:3000';

/** How one target, or all of one service, is found: up or down, and for how long at all. */
interface Targets {
  of: string;
  values?: Steps;
  lives?: readonly Life[];
}

const scenario = (
  id: string,
  minutes: number,
  targets: readonly Targets[],
  expectations: Scenario['expectations'],
): Scenario => ({
  id,
  group: 'service-down',
  minutes,
  series: scraped(
    instances().map(({ service, labels }) => {
      const found = targets.find(({ of }) => of === service || of === labels['instance']);
      return gauge('up', labels, found?.values ?? ALWAYS_UP, found?.lives);
    }),
    minutes,
    { stale: true },
  ),
  expectations,
});

const ALWAYS_UP: Steps = [[-1, 1]];
const quiet = (code: string, from: number, to: number) => ({ state: 'quiet', from, to, code }) as const;

/** One failed scrape, a minute without any, and then a target that is down. In minutes. */
const ONE_ZERO = 10;
const GAP = 20;
const DOWN = 35;
const GONE = 70;

/** The last scrape before a minute, and the one after that: so that the rules, evaluated on the minute, see it. */
function scrapeBefore(minute: number): [at: number, next: number] {
  const times = scrapesUpTo(minute + 1);
  const index = times.findLastIndex((time) => time < minute * MINUTE);
  return [times[index] ?? 0, times[index + 1] ?? 0];
}

const [zero, after] = scrapeBefore(ONE_ZERO);

/** What `service-down` is held to. */
export const serviceDown: Scenario[] = [
  scenario(
    'down',
    DOWN + 30,
    [
      { of: VICTIM, values: [...ALWAYS_UP, [zero, 0], [after, 1], ...inMinutes([DOWN, 0], [DOWN + 15, 1])] },
      {
        of: 'payments',
        lives: [
          { from: -1, to: GAP * MINUTE },
          { from: (GAP + 1) * MINUTE, to: Infinity },
        ],
      },
    ],
    [
      quiet('one-zero', 2, GAP),
      quiet('gap', GAP + 1, DOWN),
      {
        state: 'firing',
        from: DOWN + 5,
        to: DOWN + 15,
        labels: { service: 'orders', instance: VICTIM },
        code: 'down',
      },
      quiet('lasting', DOWN + 25, DOWN + 30),
    ],
  ),
  scenario(
    'vanished',
    GONE + 25,
    [{ of: 'payments', lives: [{ from: -1, to: GONE * MINUTE }] }],
    [{ state: 'firing', from: GONE + 10, to: GONE + 25, labels: { service: 'payments' }, code: 'vanished' }],
  ),
];
