import type { Mutant } from '../../lesson.ts';
import { mutant } from '../../mutant.ts';
import { IN_QUERIES } from './edit.ts';

const alone = (...codes: string[]) => ({ fails: ['queries'], finds: codes.map((code) => `queries/${code}`) });
const inQueries = (find: string, replace: string): Mutant['edits'][number] => ({ file: IN_QUERIES, find, replace });

const RATE = 'request-rate: sum(rate(http_requests_total[5m]))';
const BY_ROUTE =
  'topk(5, histogram_quantile(0.95, sum by (le, route) (rate(http_request_duration_seconds_bucket[5m]))))';

/** Wrong apps that `queries` must notice. */
export const queries: Mutant[] = [
  {
    id: 'no-queries',
    story: 'A file of questions without a single one.',
    edits: [
      inQueries(RATE, ''),
      inQueries('error-percent: |\n', '# '),
      inQueries(
        '    * sum(rate(http_requests_total{status=~"5.."}[5m]))\n    / sum(rate(http_requests_total[5m]))\n',
        '',
      ),
      inQueries('  100\n', ''),
      inQueries(
        'latency-p99: |\n  histogram_quantile(0.99, sum by (le) (rate(http_request_duration_seconds_bucket[5m])))\n',
        '',
      ),
      inQueries(`latency-p95-by-route: |\n  ${BY_ROUTE}\n`, ''),
      inQueries(
        'cart-abandonment: |\n  1 - sum(rate(carts_checked_out_total[5m])) / sum(rate(carts_created_total[5m]))\n',
        '',
      ),
      inQueries(
        'payment-failure-ratio: |\n  sum(rate(payment_failures_total[5m])) / sum(rate(payment_attempts_total[5m]))\n',
        '',
      ),
      inQueries('stock-by-category: max by (category) (inventory_stock)\n', ''),
    ],
    ...alone('file-missing'),
  },
  mutant(
    'broken-yaml',
    'A bracket that is never closed.',
    inQueries(RATE, 'request-rate: [sum('),
    alone('file-syntax'),
  ),
  mutant(
    'list-of-queries',
    'A list where a query belongs.',
    inQueries(RATE, 'request-rate:\n  - sum(rate(http_requests_total[5m]))'),
    alone('file-shape'),
  ),
  mutant('unanswered-question', 'One question is left open.', inQueries(RATE, "request-rate: ''"), alone('missing')),
  mutant(
    'parenthesis',
    'A parenthesis is missing.',
    inQueries(RATE, 'request-rate: sum(rate(http_requests_total[5m])'),
    alone('refused'),
  ),
  mutant(
    'misspelt',
    'A name that no family has: no error, no data.',
    inQueries(RATE, 'request-rate: sum(rate(http_request_total[5m]))'),
    alone('no-data'),
  ),
  mutant(
    'window-of-a-minute',
    'A window of one minute holds one sample when they come every minute.',
    inQueries(RATE, 'request-rate: sum(rate(http_requests_total[1m]))'),
    alone('no-data'),
  ),
  mutant(
    'never-summed',
    'A rate for each series, where one number was asked for.',
    inQueries(RATE, 'request-rate: rate(http_requests_total[5m])'),
    alone('series'),
  ),
  mutant(
    'all-routes',
    'All routes, where five were asked for.',
    inQueries(BY_ROUTE, BY_ROUTE.replace('topk(5, ', '(')),
    alone('series'),
  ),
  mutant(
    'stock-added-up',
    'The stock of two instances that both tell of the same shelves, added up.',
    inQueries('max by (category)', 'sum by (category)'),
    alone('value'),
  ),
  mutant(
    'ratio-for-percent',
    'A ratio, where a percentage was asked for.',
    inQueries('  100\n    * sum', '  1\n    * sum'),
    alone('value'),
  ),
  mutant(
    'counter-as-it-is',
    'The counter itself: how many since the start, not how many a second.',
    inQueries(RATE, 'request-rate: sum(http_requests_total)'),
    alone('value'),
  ),
  mutant('hard-coded', 'A number that looks right.', inQueries(RATE, 'request-rate: vector(30)'), alone('value')),
  mutant(
    'mean-of-quantiles',
    'Quantiles of each instance, and the mean of those.',
    inQueries(
      'histogram_quantile(0.99, sum by (le) (rate(http_request_duration_seconds_bucket[5m])))',
      'avg(histogram_quantile(0.99, sum by (le, instance) (rate(http_request_duration_seconds_bucket[5m]))))',
    ),
    alone('value'),
  ),
  mutant(
    'attempts-that-went-well',
    'Failures against successes, not against attempts.',
    inQueries(
      '/ sum(rate(payment_attempts_total[5m]))',
      '/ (sum(rate(payment_attempts_total[5m])) - sum(rate(payment_failures_total[5m])))',
    ),
    alone('value'),
  ),
  mutant(
    'tied-to-the-interval',
    'The last two samples, divided by an interval that is not always the same.',
    inQueries(RATE, 'request-rate: sum(idelta(http_requests_total[5m])) / 15'),
    alone('interval'),
  ),
  mutant(
    'delta-of-a-counter',
    'delta() does not know that a counter may start over.',
    inQueries(RATE, 'request-rate: sum(delta(http_requests_total[5m])) / 300'),
    alone('restart'),
  ),
  mutant(
    'rate-of-a-sum',
    'The counters are added up first: when one starts over, all seem to.',
    inQueries(RATE, 'request-rate: rate(sum(http_requests_total)[5m:1m])'),
    alone('restart'),
  ),
];
