import type { Mutant } from '../../lesson.ts';
import { alone, CHOSEN, inQuery, withoutPanel } from './edit.ts';

const mutant = (id: string, code: string, story: string, find: string, replace: string): Mutant =>
  alone('business', code, { id, story, edit: inQuery(find, replace) });

const ORDERS = `60 * sum(rate(order_processing_seconds_count{${CHOSEN}}[$__rate_interval]))`;
const REASONS = `sum by (reason) (rate(payment_failures_total{${CHOSEN}}[$__rate_interval]))`;
const REVENUE = `sum(increase(payment_amount_dollars_sum{${CHOSEN}}[$__range]))`;

/** Wrong dashboards that `business` must notice. */
export const business: Mutant[] = [
  withoutPanel(45, 'business'),
  mutant('orders-parenthesis', 'refused', 'A parenthesis is missing.', ORDERS, ORDERS.slice(0, -1)),
  mutant('orders-misspelt', 'no-data', 'A name that no family has.', ORDERS, ORDERS.replace('seconds_count', 'count')),
  mutant(
    'zero-of-no-reason',
    'series',
    'A zero for the days without failures, which is drawn on all others, too, and has no reason.',
    REASONS,
    `${REASONS} or vector(0)`,
  ),
  mutant(
    'no-reasons',
    'series',
    'All failures together: nobody knows whom to call.',
    `60 * sum by (reason) (`,
    '60 * sum(',
  ),
  mutant(
    'orders-per-second',
    'value',
    'Per second, where the title says per minute.',
    ORDERS,
    ORDERS.slice('60 * '.length),
  ),
  mutant(
    'users-ever',
    'value',
    'All users ever, not those of a minute.',
    `60 * sum(rate(users_created_total{${CHOSEN}}[$__rate_interval]))`,
    `sum(users_created_total{${CHOSEN}})`,
  ),
  mutant(
    'revenue-ever',
    'value',
    'What was taken since the last restart, whatever is selected.',
    REVENUE,
    `sum(payment_amount_dollars_sum{${CHOSEN}})`,
  ),
  mutant('revenue-of-an-hour', 'value', 'An hour, whatever is selected.', REVENUE, REVENUE.replace('$__range', '1h')),
  mutant(
    'orders-for-dollars',
    'value',
    'Counts the orders, in place of what they came to.',
    REVENUE,
    REVENUE.replace('dollars_sum', 'dollars_count'),
  ),
  mutant(
    'conversion-of-now',
    'value',
    'The last minutes, where the range was asked for.',
    `sum(increase(carts_checked_out_total{${CHOSEN}}[$__range]))`,
    `sum(increase(carts_checked_out_total{${CHOSEN}}[5m]))`,
  ),
];
