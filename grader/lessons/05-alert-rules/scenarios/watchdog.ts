import { gauge } from '../../../timeline/timeline.ts';
import { scraped, type Scenario } from './scenario.ts';

const expectations = [{ state: 'firing', from: 1, to: 30, code: 'silent' }] as const;

/** What `watchdog` is held to: it fires whatever there is, and where there is nothing. */
export const watchdog: Scenario[] = [
  {
    id: 'nothing',
    group: 'watchdog',
    minutes: 30,
    // Of something that is no business of anybody's: a test without series is none.
    series: () => [{ series: 'nothing_of_interest', values: '_x3' }],
    expectations: [...expectations],
  },
  {
    id: 'healthy',
    group: 'watchdog',
    minutes: 30,
    series: () => scraped([gauge('up', { job: 'shop', service: 'orders', instance: 'orders-1:3000' }, [[-1, 1]])], 30),
    expectations: [...expectations],
  },
];
