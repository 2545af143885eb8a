import type { Mutant } from '../../lesson.ts';
import { alone, atBeginning, CHOSEN, inDashboard, inQuery, ON_ROUTE } from './edit.ts';

const RATE = `sum(rate(http_requests_total{${ON_ROUTE}}[$__rate_interval]))`;
const USERS = `60 * sum(rate(users_created_total{${CHOSEN}}[$__rate_interval]))`;
const BY_ROUTE = `histogram_quantile(0.95, sum by (le, route) (rate(http_request_duration_seconds_bucket{${ON_ROUTE}}[$__rate_interval])))`;
const REASONS = `sum by (reason) (rate(payment_failures_total{${CHOSEN}}[$__rate_interval]))`;
const VARIABLE_END = `",
          "refId": "StandardVariableQuery"
        },
        "refresh": 2,
        "sort": 1,
        "multi": true,
        "includeAll": true`;

const filtered = (id: string, code: string, story: string, edit: Mutant['edits'][number]): Mutant =>
  alone('variables', code, { id, story, edit });

/** The beginnings of the queries that ask for a route. */
const ROUTED = [
  '"expr": "sum(rate(http_requests_total{',
  '"expr": "(sum(rate(http_requests_total{',
  '/ sum(rate(http_requests_total{',
  'histogram_quantile(0.5, sum by (le) (rate(http_request_duration_seconds_bucket{',
  'histogram_quantile(0.95, sum by (le) (rate(http_request_duration_seconds_bucket{',
  'histogram_quantile(0.99, sum by (le) (rate(http_request_duration_seconds_bucket{',
  'topk(5, sum by (route) (rate(http_requests_total{',
  'topk(5, histogram_quantile(0.95, sum by (le, route) (rate(http_request_duration_seconds_bucket{',
  '"expr": "histogram_quantile(0.95, sum by (le, route) (rate(http_request_duration_seconds_bucket{',
];
const escaped = (text: string): string => text.replaceAll('"', String.raw`\"`);

/** Wrong dashboards that `variables` must notice. */
export const variables: Mutant[] = [
  {
    id: 'no-route',
    story: 'Nobody can choose a route.',
    edits: [
      inDashboard('"name": "route",\n        "type": "query"', '"name": "path",\n        "type": "query"'),
      ...ROUTED.map((beginning) => inDashboard(`${beginning}${escaped(ON_ROUTE)}`, `${beginning}${escaped(CHOSEN)}`)),
    ],
    fails: ['variables'],
    finds: ['variables/missing'],
  },
  filtered(
    'only-the-shops-hosts',
    'options',
    'A regular expression that was right before there was a second service.',
    inDashboard(
      `, instance)${VARIABLE_END}`,
      `, instance)${VARIABLE_END},\n        "allValue": ".*",\n        "regex": "/shop-.*/"`,
    ),
  ),
  filtered(
    'no-all',
    'all-missing',
    'One has to choose every route by hand.',
    inDashboard(
      `, route)${VARIABLE_END}`,
      `, route)${VARIABLE_END.replace('"includeAll": true', '"includeAll": false')}`,
    ),
  ),
  filtered(
    'users-of-everybody',
    'unfiltered',
    'A panel that does not care what is chosen.',
    inQuery(USERS, '60 * sum(rate(users_created_total[$__rate_interval]))'),
  ),
  filtered(
    'ratio-of-all-routes',
    'subset',
    'The errors of one route, divided by the requests of all.',
    inQuery(`/ ${RATE}`, `/ ${RATE.replace(ON_ROUTE, CHOSEN)}`),
  ),
  filtered(
    'zero-of-nothing',
    'subset',
    'Where nobody asked for anything, it says that nothing failed.',
    inQuery(`/ ${RATE}`, `/ ${RATE} or vector(0)`),
  ),
];

/** Wrong dashboards that `ranges` must notice. */
export const ranges: Mutant[] = [
  alone('ranges', 'interval', {
    id: 'window-of-a-minute',
    story: 'A window of one minute holds one sample when they come every minute.',
    edit: inQuery(USERS, USERS.replace('$__rate_interval', '1m')),
  }),
  ...(['[5m]', '[10m]'] as const).map((window) =>
    alone('ranges', 'late', {
      id: `window-of-${window.slice(1, -1)}`,
      story: 'A fixed window, wide enough for a day: in a quarter of an hour each change arrives late, and as a slope.',
      edit: inQuery(USERS, USERS.replace('[$__rate_interval]', window)),
    }),
  ),
  alone('ranges', 'range', {
    id: 'window-of-4m',
    story: 'A fixed window that is shorter than the step of a day: one minute of five is never looked at.',
    edit: inQuery(USERS, USERS.replace('$__rate_interval', '4m')),
  }),
  alone('ranges', 'range', {
    id: 'quantile-of-4m',
    story: 'So it is of a quantile, and what is left out was the slowest minute of the day.',
    edit: atBeginning(BY_ROUTE, BY_ROUTE.replace('$__rate_interval', '4m')),
  }),
  {
    id: 'tied-to-the-interval',
    story: 'The difference of two samples, divided by an interval that is not always the same, and blind to restarts.',
    edits: [inQuery(USERS, `60 * sum(idelta(users_created_total{${CHOSEN}}[5m])) / 15`)],
    fails: ['ranges', 'reset'],
    finds: ['ranges/interval', 'reset/spike'],
  },
  alone('ranges', 'range', {
    id: 'twenty-points',
    story: 'Twenty data points: a quarter of an hour looks right, and a day has windows of more than an hour.',
    edit: inDashboard('"title": "Payment failures",', '"title": "Payment failures",\n      "maxDataPoints": 20,'),
  }),
];

const extraPanel = `{
      "id": 99,
      "type": "timeseries",
      "title": "Everything",
      "description": "All there is.",
      "datasource": { "type": "prometheus", "uid": "\${datasource}" },
      "gridPos": { "x": 0, "y": 90, "w": 24, "h": 8 },
      "targets": [
        { "refId": "A", "datasource": { "type": "prometheus", "uid": "\${datasource}" }, "expr": "rate(http_requests_total[5m])", "legendFormat": "" }
      ]
    },`;

/** Wrong dashboards that `legends` must notice. */
export const legends: Mutant[] = [
  alone('legends', 'same', {
    id: 'in-and-out-alike',
    story: 'Traffic in and traffic out have one name.',
    edit: inDashboard('{{instance}} out', '{{instance}} in'),
  }),
  alone('legends', 'unnamed', {
    id: 'hosts-by-number',
    story: 'Names from which the service is gone: host 1 of which?',
    edit: inDashboard(
      '"title": "CPU: saturation",',
      '"title": "CPU: saturation",\n      "transformations": [{ "id": "renameByRegex", "options": { "regex": "/(.).*-/", "renamePattern": "host $1" } }],',
    ),
  }),
  {
    id: 'quantiles-swapped',
    story: 'The curve that looks calm is called P99.',
    edits: [
      inDashboard('"legendFormat": "P50"', '"legendFormat": "P9 9"'),
      inDashboard('"legendFormat": "P99"', '"legendFormat": "P50"'),
      inDashboard('"legendFormat": "P9 9"', '"legendFormat": "P99"'),
    ],
    fails: ['legends'],
    finds: ['legends/swapped'],
  },
  {
    id: 'in-and-out-swapped',
    story: 'What a host receives is called what it sends.',
    edits: [
      inDashboard('"legendFormat": "{{instance}} in"', '"legendFormat": "{{instance}} i n"'),
      inDashboard('"legendFormat": "{{instance}} out"', '"legendFormat": "{{instance}} in"'),
      inDashboard('"legendFormat": "{{instance}} i n"', '"legendFormat": "{{instance}} out"'),
    ],
    fails: ['legends'],
    finds: ['legends/swapped'],
  },
  {
    id: 'quantiles-by-letter',
    story: 'Names that mention all three, and a letter each.',
    edits: ['P50', 'P95', 'P99'].map((quantile, index) =>
      inDashboard(`"legendFormat": "${quantile}"`, `"legendFormat": "P50 P95 P99 ${'abc'.charAt(index)}"`),
    ),
    fails: ['legends'],
    finds: ['legends/unnamed'],
  },
  alone('legends', 'too-many', {
    id: 'everything',
    story: 'A panel with a curve for every label set.',
    edit: inDashboard('"panels": [\n    {\n      "id": 10,', `"panels": [\n    ${extraPanel}\n    {\n      "id": 10,`),
  }),
];

/** Wrong dashboards that `reset` must notice. */
export const reset: Mutant[] = [
  alone('reset', 'spike', {
    id: 'delta-of-a-counter',
    story: 'delta() is for gauges: it does not know that a counter may start over.',
    edit: inQuery(USERS, `sum(delta(users_created_total{${CHOSEN}}[$__rate_interval])) * 60000 / $__rate_interval_ms`),
  }),
  {
    id: 'rate-of-a-sum',
    story:
      'The counters are added up first: when one starts over, all seem to. And a subquery needs a window of its own.',
    edits: [inQuery(REASONS, `rate(sum by (reason) (payment_failures_total{${CHOSEN}})[5m:1m])`)],
    fails: ['ranges', 'reset'],
    finds: ['ranges/late', 'reset/spike'],
  },
  {
    id: 'deriv-of-a-counter',
    story: 'A straight line through a saw-tooth; and what is gone rises for as long as the line is drawn.',
    edits: [atBeginning(RATE, `sum(deriv(http_requests_total{${ON_ROUTE}}[$__rate_interval]))`)],
    fails: ['ranges', 'reset'],
    finds: ['ranges/range', 'reset/spike'],
  },
];
