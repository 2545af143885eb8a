import { daily, during, product, type Steps } from '../../../timeline/steps.ts';
import { toOpenMetrics } from '../../../timeline/openmetrics.ts';
import { counter, type TimelineSeries } from '../../../timeline/timeline.ts';
import { MINUTE, type Expectation } from './scenario.ts';

const HOUR = 3600;
const DAY = 24 * HOUR;
const at = (day: number, hour: number): number => Date.UTC(2025, 11, day, hour) / 1000;

const FROM = at(10, 0);
const TO = at(24, 14);
/** Orders a second, by the hour of the day (UTC). */
const PATTERN = [
  0.12, 0.06, 0.03, 0.02, 0.02, 0.04, 0.1, 0.25, 0.45, 0.65, 0.8, 0.95, 1, 0.95, 0.85, 0.8, 0.75, 0.8, 0.85, 0.8, 0.65,
  0.5, 0.35, 0.2,
];
const WEEKEND = 0.7;
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
    from: at(24, 11),
    minutes: 120,
    expectations: [quiet('ordinary', 60), { state: 'firing', from: 90, to: 120, code: 'noon' }],
  },
  { id: 'night', from: at(24, 2), minutes: 180, expectations: [quiet('quiet-hour', 180)] },
  { id: 'weekend', from: at(20, 11), minutes: 120, expectations: [quiet('weekend', 120)] },
  { id: 'ordinary', from: at(23, 11), minutes: 120, expectations: [quiet('ordinary', 120)] },
];

/** Two weeks of orders, as they would have been scraped. */
export function ordersAsScraped(): Iterable<string> {
  const days = Array.from({ length: Math.ceil((TO - FROM) / DAY) }, (_, index) => FROM + index * DAY);
  const week: Steps = days.map((day) => [day, [0, 6].includes(new Date(day * 1000).getUTCDay()) ? WEEKEND : 1]);
  const trouble = during(
    [[FROM, 1]],
    [
      { from: at(24, 2), to: at(24, 5), value: 0.7 },
      { from: at(24, 12), to: at(24, 13), value: 0.3 },
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
