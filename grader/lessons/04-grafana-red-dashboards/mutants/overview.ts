import type { Mutant } from '../../lesson.ts';
import { alone, atBeginning, CHOSEN, inQuery, ON_ROUTE, withoutPanel } from './edit.ts';

const RATE = `sum(rate(http_requests_total{${ON_ROUTE}}[$__rate_interval]))`;
const P99 = `histogram_quantile(0.99, sum by (le) (rate(http_request_duration_seconds_bucket{${ON_ROUTE}}[$__rate_interval])))`;

const rate = (id: string, code: string, story: string, replace: string): Mutant =>
  alone('request-rate', code, { id, story, edit: atBeginning(RATE, replace) });

const ratio = (id: string, code: string, story: string, edit: Mutant['edits'][number]): Mutant =>
  alone('error-ratio', code, { id, story, edit });

const quantiles = (id: string, code: string, story: string, replace: string): Mutant =>
  alone('latency-quantiles', code, { id, story, edit: atBeginning(P99, replace) });

/** Wrong dashboards that `request-rate` must notice. */
export const requestRate: Mutant[] = [
  withoutPanel(11, 'request-rate'),
  rate('rate-parenthesis', 'refused', 'A parenthesis is missing.', RATE.slice(0, -1)),
  rate(
    'rate-misspelt',
    'no-data',
    'A name that no family has: no error, no data.',
    RATE.replace('requests_total', 'request_total'),
  ),
  rate('rate-never-summed', 'series', 'A curve for each label set.', RATE.replace(/^sum\((.*)\)$/, '$1')),
  rate(
    'counter-as-it-is',
    'value',
    'How many since the start, not how many a second.',
    `sum(http_requests_total{${ON_ROUTE}})`,
  ),
  rate('rate-averaged', 'value', 'The average over label sets, where the sum was meant.', RATE.replace('sum(', 'avg(')),
  rate(
    'rate-of-an-hour',
    'value',
    'A window of an hour: the outage is a gentle hill.',
    RATE.replace('$__rate_interval', '1h'),
  ),
  rate('hard-coded', 'value', 'A number that looks right.', 'vector(30)'),
  {
    id: 'sum-then-rate',
    story:
      'The sum first: one instance that starts over looks like a restart of all, and a fixed step knows one scrape interval.',
    edits: [atBeginning(RATE, `rate(sum(http_requests_total{${ON_ROUTE}})[5m:15s])`)],
    fails: ['ranges', 'reset'],
    finds: ['ranges/late', 'reset/spike'],
  },
  {
    id: 'mean-of-the-range',
    story: 'One number for the whole time: the mean of the range, where the title says now.',
    edits: [
      {
        file: 'dashboards/shop.json',
        find: '"id": 11,\n      "type": "timeseries",',
        replace: '"id": 11,\n      "type": "stat",\n      "options": { "reduceOptions": { "calcs": ["mean"] } },',
      },
    ],
    fails: ['request-rate'],
    finds: ['request-rate/value'],
  },
];

const FAILED = `sum(rate(http_requests_total{${ON_ROUTE}, status=~"5.."}[$__rate_interval]))`;
const OF_ALL = `/ ${RATE}`;

/** Wrong dashboards that `error-ratio` must notice. */
export const errorRatio: Mutant[] = [
  withoutPanel(12, 'error-ratio'),
  ratio('ratio-parenthesis', 'refused', 'A parenthesis is missing.', inQuery(OF_ALL, OF_ALL.slice(0, -1))),
  ratio(
    'ratio-misspelt',
    'no-data',
    'A name that no family has.',
    inQuery(OF_ALL, OF_ALL.replace('requests_total', 'request_total')),
  ),
  ratio(
    'no-errors-no-data',
    'healthy',
    'When nothing has failed yet, there is no such series, and no ratio.',
    inQuery(`(${FAILED} or vector(0))`, FAILED),
  ),
  ratio(
    'client-errors',
    'value',
    'Counts every mistyped address as an outage.',
    inQuery('status=~"5.."', 'status=~"4..|5.."'),
  ),
  ratio(
    'errors-per-success',
    'value',
    'Failures against successes: half of the requests fail, and it says 100 %.',
    inQuery(OF_ALL, OF_ALL.replace('route=~"$route"', 'route=~"$route", status!~"5.."')),
  ),
  {
    id: 'ratio-by-instance',
    story: 'A ratio for each instance, where one was asked for.',
    edits: [
      inQuery(`(${FAILED} or vector(0))`, FAILED.replace('sum(', 'sum by (instance) (')),
      inQuery(
        OF_ALL,
        OF_ALL.replace('sum(', 'sum by (instance) (').replace(
          /^\/ (.*)$/,
          '/ $1 or sum by (instance) (0 * node_load1)',
        ),
      ),
    ],
    fails: ['error-ratio'],
    finds: ['error-ratio/series'],
  },
];

/** Wrong dashboards that `latency-quantiles` must notice. */
export const latencyQuantiles: Mutant[] = [
  withoutPanel(13, 'latency-quantiles'),
  quantiles('quantile-parenthesis', 'refused', 'A parenthesis is missing.', P99.slice(0, -1)),
  alone('latency-quantiles', 'no-data', {
    id: 'latency-of-last-year',
    story: 'A time shift that somebody forgot: the panel shows last year, of which there is nothing.',
    edit: {
      file: 'dashboards/shop.json',
      find: '"title": "Latency",',
      replace: '"title": "Latency",\n      "timeShift": "365d",',
    },
  }),
  quantiles('quantile-of-each', 'series', 'A quantile for each instance and route.', P99.replace('sum by (le) (', '(')),
  quantiles(
    'mean-of-quantiles',
    'value',
    'Quantiles of each instance, and the mean of those.',
    `avg(${P99.replace('sum by (le)', 'sum by (le, instance)')})`,
  ),
  quantiles(
    'quantile-of-counters',
    'value',
    'The buckets since the start, not those of now.',
    `histogram_quantile(0.99, sum by (le) (http_request_duration_seconds_bucket{${ON_ROUTE}}))`,
  ),
  quantiles('p90-for-p99', 'value', 'A tenth of the customers instead of a hundredth.', P99.replace('0.99', '0.9')),
  alone('latency-quantiles', 'value', {
    id: 'mean-for-median',
    story: 'The mean, called P50.',
    edit: atBeginning(
      `histogram_quantile(0.5, sum by (le) (rate(http_request_duration_seconds_bucket{${ON_ROUTE}}[$__rate_interval])))`,
      `sum(rate(http_request_duration_seconds_sum{${CHOSEN}}[$__rate_interval])) / sum(rate(http_request_duration_seconds_count{${CHOSEN}}[$__rate_interval]))`,
    ),
  }),
];
