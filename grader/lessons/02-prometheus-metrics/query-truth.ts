import { mixed, quantileOf, type Shares } from '../../timeline/shares.ts';
import { stepAt } from '../../timeline/steps.ts';
import { LOAD, sharesAt, SLOWER, sum, type Day } from './two-hours-model.ts';

export type QueryId =
  | 'request-rate'
  | 'error-percent'
  | 'latency-p99'
  | 'latency-p95-by-route'
  | 'cart-abandonment'
  | 'payment-failure-ratio'
  | 'stock-by-category';

/** What one query must give: a range for each group, named by the label's value; one unnamed group where there is no label. */
export interface QueryTruth {
  /** The label that tells the groups apart; undefined where there is one value. */
  label?: 'route' | 'category';
  groups: Record<string, { atLeast: number; atMost: number }>;
}

export type Truth = Record<QueryId, QueryTruth>;

/** What each query must give at an epoch second. */
export function truthAt(day: Day, at: number): Truth {
  const inTrouble = stepAt(day.changing(0, 1), at) === 1;
  const total = sum(day.routes.map(({ rate }) => stepAt(rate, at)));
  const failures = sum(day.failing.map(({ share }) => stepAt(share, at)));
  const mixes = day.routes.map(({ route, rate, places }) => ({
    route,
    weight: stepAt(rate, at),
    shares: mixed(
      LOAD.map((load, index) => ({ weight: load, shares: sharesAt(places[inTrouble ? 1 : 0] + (SLOWER[index] ?? 0)) })),
    ),
  }));
  const slowest = mixes
    .map(({ route, shares }) => ({ route, bounds: quantileBounds(shares, 0.95) }))
    .toSorted((a, b) => b.bounds.exact - a.bounds.exact)
    .slice(0, 5);
  return {
    'request-rate': single(near(total)),
    'error-percent': single(near(100 * stepAt(day.errorShare, at))),
    'latency-p99': single(quantileBounds(mixed(mixes), 0.99)),
    'latency-p95-by-route': {
      label: 'route',
      groups: Object.fromEntries(slowest.map(({ route, bounds }) => [route, bounds])),
    },
    'cart-abandonment': single(near(1 - stepAt(day.checkedOut, at))),
    'payment-failure-ratio': single(near(failures)),
    'stock-by-category': {
      label: 'category',
      groups: Object.fromEntries(day.stock.map(({ category, pieces }) => [category, exactly(stepAt(pieces, at))])),
    },
  };
}

/** rate() extrapolates to the ends of its window, and a restart loses a second: neither comes to two percent. */
const TOLERANCE = 0.02;

const near = (value: number) => ({ atLeast: value * (1 - TOLERANCE), atMost: value * (1 + TOLERANCE) });
const exactly = (value: number) => ({ atLeast: value, atMost: value });
const single = (range: { atLeast: number; atMost: number }): QueryTruth => ({ groups: { '': range } });

/** Where a quantile lies, give or take the tolerance. */
function quantileBounds(shares: Shares, quantile: number): { atLeast: number; atMost: number; exact: number } {
  const exact = quantileOf(shares, quantile);
  return { ...near(exact), exact };
}
