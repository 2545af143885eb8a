import { daily, during, product, type Steps } from '../../../timeline/steps.ts';
import { toOpenMetrics } from '../../../timeline/openmetrics.ts';
import { counter, type TimelineSeries } from '../../../timeline/timeline.ts';
import { MINUTE, type Expectation } from './scenario.ts';

const HOUR = 3600;
const DAY = 24 * HOUR;
const at = (day: number, hour: number): number => Date.UTC(2025, 11, day, hour) / 1000;

const HISTORY = 14 * DAY;
const [SATURDAY, TUESDAY, WEDNESDAY] = [at(20, 0), at(23, 0), at(24, 0)];
/** Two weeks before the first moment that is judged. */
const FROM = SATURDAY - HISTORY;
const TO = WEDNESDAY + 14 * HOUR;
/** Orders a second, by the hour of the day (UTC). */
const PATTERN = [
  0.12, 0.06, 0.03, 0.02, 0.02, 0.04, 0.1, 0.25, 0.45, 0.65, 0.8, 0.95, 1, 0.95, 0.85, 0.8, 0.75, 0.8, 0.85, 0.8, 0.65,
  0.5, 0.35, 0.2,
];
/** Fewer than half: yesterday is no measure for a Saturday. */
const WEEKEND = 0.45;
const SCRAPE = 60;

/** Some hours of the two weeks, in which the rule is evaluated every minute. */
export interface BusinessScenario {
  id: string;
  /** Epoch seconds. */
  from: number;
  minutes: number;
  expectations: Expectation[];
}

const quiet = (code: string, minutes: number): Expectation => ({ state: 'quiet', from: 0, to: minutes, code });

/** What `business` is held to. */
export const business: BusinessScenario[] = [
  {
    id: 'noon',
    from: WEDNESDAY + 11 * HOUR,
    minutes: 175,
    expectations: [
      quiet('ordinary', 60),
      { state: 'firing', from: 90, to: 120, code: 'noon' },
      { state: 'quiet', from: 150, to: 175, code: 'lasting' },
    ],
  },
  { id: 'night', from: WEDNESDAY + 2 * HOUR, minutes: 180, expectations: [quiet('quiet-hour', 180)] },
  { id: 'weekend', from: SATURDAY, minutes: 24 * 60, expectations: [quiet('weekend', 24 * 60)] },
  { id: 'ordinary', from: TUESDAY, minutes: 24 * 60, expectations: [quiet('ordinary', 24 * 60)] },
];

/** Orders, as they would have been scraped, from two weeks before the first moment that is judged. */
export function ordersAsScraped(): Iterable<string> {
  const days = Array.from({ length: Math.ceil((TO - FROM) / DAY) }, (_, index) => FROM + index * DAY);
  const week: Steps = days.map((day) => [day, [0, 6].includes(new Date(day * 1000).getUTCDay()) ? WEEKEND : 1]);
  const trouble = during(
    [[FROM, 1]],
    [
      { from: WEDNESDAY + 2 * HOUR, to: WEDNESDAY + 5 * HOUR, value: 0.7 },
      { from: WEDNESDAY + 12 * HOUR, to: WEDNESDAY + 13 * HOUR, value: 0.3 },
    ],
  );
  const perSecond = product([daily(PATTERN, { from: FROM, to: TO }), week, trouble]);
  const labels = { job: 'shop', service: 'orders', instance: 'orders-1:3000', method: 'card' };
  const series: TimelineSeries = {
    ...counter('order_processing_seconds', labels, { perSecond, since: FROM, resets: [] }),
    type: 'histogram',
    name: 'order_processing_seconds_count',
  };
  // Off the minutes on which the rule is evaluated.
  return toOpenMetrics([series], [{ from: FROM + MINUTE / 6, to: TO, interval: SCRAPE }]);
}
