import { createRandom } from '../../../../shop/random.ts';
import { gauge, type Life } from '../../../timeline/timeline.ts';
import type { Steps } from '../../../timeline/steps.ts';
import { inMinutes, MINUTE, quiet, scrapesUpTo, scraped, type Expectation, type Scenario } from './scenario.ts';
import { DOUBLE, instances, inTurn } from './traffic.ts';

/** How one target is found: up or down, and for how long at all. */
interface Found {
  values?: Steps;
  lives?: readonly Life[];
}

interface Target {
  service: string;
  instance: string;
}

const scenario = (
  id: string,
  minutes: number,
  found: (target: Target) => Found,
  expectations: Scenario['expectations'],
): Scenario => ({
  id,
  group: 'service-down',
  minutes,
  series: () =>
    scraped(
      instances().map(({ service, labels }) => {
        const { values = ALWAYS_UP, lives } = found({ service, instance: labels['instance'] ?? '' });
        return gauge('up', labels, values, lives);
      }),
      minutes,
      { stale: true },
    ),
  expectations,
});

const ALWAYS_UP: Steps = [[-1, 1]];

/** One failed scrape, a minute without any, and then targets that are down. In minutes. */
const ONE_ZERO = 10;
const GAP = 20;
const DOWN = 35;
/** When the first service vanishes, and when all are back. */
const GONE = 70;
const BACK = GONE + 36;
/** How long after one service the next has a gap, and vanishes. */
const NEXT_GAP = 3;
const NEXT_GONE = 5;

/** The last scrape before a minute, and the one after that: so that the rules, evaluated on the minute, see it. */
function scrapeBefore(minute: number): [at: number, next: number] {
  const times = scrapesUpTo(minute + 1);
  const index = times.findLastIndex((time) => time < minute * MINUTE);
  return [times[index] ?? 0, times[index + 1] ?? 0];
}

/** All but a stretch of it, in minutes. */
const without = (from: number, to: number): Life[] => [
  { from: -1, to: from * MINUTE },
  { from: to * MINUTE, to: Infinity },
];

/** What `service-down` is held to: no service is left out, and of two instances one that is down. */
export function serviceDown(seed: number): Scenario[] {
  const services = inTurn(seed);
  const spared = createRandom(seed).pick(instances().filter(({ service }) => service === DOUBLE)).labels['instance'];
  const victims = instances().filter(({ labels }) => labels['instance'] !== spared);
  const [zero, after] = scrapeBefore(ONE_ZERO);
  const down: Steps = [...ALWAYS_UP, [zero, 0], [after, 1], ...inMinutes([DOWN, 0], [DOWN + 15, 1])];
  const gapOf = (service: string): number => GAP + NEXT_GAP * services.indexOf(service);
  const goneOf = (service: string): number => GONE + NEXT_GONE * services.indexOf(service);
  return [
    scenario(
      'down',
      DOWN + 30,
      ({ service, instance }) => ({
        lives: without(gapOf(service), gapOf(service) + 1),
        ...(instance === spared ? {} : { values: down }),
      }),
      [
        quiet('one-zero', 2, GAP),
        quiet('gap', GAP + 1, DOWN),
        ...victims.map(({ service, labels }): Expectation => ({
          state: 'firing',
          from: DOWN + 5,
          to: DOWN + 15,
          labels: { service, instance: labels['instance'] ?? '' },
          code: 'down',
        })),
        quiet('lasting', DOWN + 25, DOWN + 30),
      ],
    ),
    scenario('vanished', BACK + 15, ({ service }) => ({ lives: without(goneOf(service), BACK) }), [
      ...services.map((service): Expectation => ({
        state: 'firing',
        from: goneOf(service) + 10,
        to: goneOf(service) + 25,
        labels: { service },
        code: 'vanished',
      })),
      quiet('lasting', BACK + 10, BACK + 15),
    ]),
  ];
}
