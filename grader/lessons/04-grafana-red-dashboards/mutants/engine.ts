import type { Mutant } from '../../lesson.ts';
import { alone, atBeginning, IN_DATASOURCE, inDashboard, ON_ROUTE } from './edit.ts';

/** Something that stands behind a panel's title. */
const behind = (title: string, text: string): Mutant['edits'][number] =>
  inDashboard(`"title": "${title}",`, `"title": "${title}",\n      ${text},`);

const transformed = (title: string, ...transformations: object[]): Mutant['edits'][number] =>
  behind(title, `"transformations": ${JSON.stringify(transformations)}`);

/** Overrides of a panel that is known by the end of its defaults. */
const overridden = (defaults: string, matcher: object, id: string, value: unknown): Mutant['edits'][number] =>
  inDashboard(
    `${defaults}"overrides": []`,
    `${defaults}"overrides": ${JSON.stringify([{ matcher, properties: [{ id, value }] }])}`,
  );

const IN_DOLLARS = '"unit": "currencyUSD"\n        },\n        ';
const STEPS_END = '\n              }\n            ]\n          }\n        },\n        ';
const OF_ERRORS = `"value": 0.05${STEPS_END}`;
const OF_LATENCY = `"value": 0.5${STEPS_END}`;
const BUSIEST = `topk(5, sum by (route) (rate(http_requests_total{${ON_ROUTE}}[$__range])))`;
const NUMBERS = { id: 'byType', options: 'number' };

/** Dashboards whose queries are right, and whose panels show something else, or nothing. */
const hidden: Mutant[] = [
  alone('request-rate', 'no-data', {
    id: 'a-text-with-a-query',
    story: 'A text panel that kept its query: Grafana draws the text.',
    edit: inDashboard('"id": 11,\n      "type": "timeseries"', '"id": 11,\n      "type": "text"'),
  }),
  alone('resources', 'no-data', {
    id: 'a-plugin-that-nobody-has',
    story: 'A visualisation that is not part of Grafana.',
    edit: inDashboard('"id": 37,\n      "type": "timeseries"', '"id": 37,\n      "type": "acme-gauges-panel"'),
  }),
  alone('latency-quantiles', 'no-data', {
    id: 'nothing-kept',
    story: 'A filter by names that no field has.',
    edit: transformed('Latency', { id: 'filterFieldsByName', options: { include: { names: ['p50', 'p95', 'p99'] } } }),
  }),
  alone('error-ratio', 'no-data', {
    id: 'all-is-well',
    story: 'A value mapping that calls every number OK.',
    edit: overridden(OF_ERRORS, NUMBERS, 'mappings', [
      { type: 'range', options: { from: 0, to: 100, result: { text: 'OK' } } },
    ]),
  }),
  alone('latency-quantiles', 'series', {
    id: 'p99-hidden',
    story: 'The curve that looks bad is hidden.',
    edit: overridden(OF_LATENCY, { id: 'byName', options: 'P99' }, 'custom.hideFrom', {
      viz: true,
      legend: false,
      tooltip: false,
    }),
  }),
  alone('business', 'no-data', {
    id: 'fields-that-are-not-there',
    story: 'A stat that shows the fields of another panel.',
    edit: inDashboard(
      '"legendFormat": "revenue",\n          "instant": true,\n          "range": false\n        }\n      ],\n      "options": {\n        "reduceOptions": {\n          "calcs": ["lastNotNull"],\n          "fields": ""',
      '"legendFormat": "revenue",\n          "instant": true,\n          "range": false\n        }\n      ],\n      "options": {\n        "reduceOptions": {\n          "calcs": ["lastNotNull"],\n          "fields": "/^turnover$/"',
    ),
  }),
  {
    id: 'sorted-within-each',
    story: 'Sorted and limited after the query: within each series, of which every one has one row.',
    edits: [
      atBeginning(BUSIEST, `sum by (route) (rate(http_requests_total{${ON_ROUTE}}[$__range]))`),
      transformed(
        'Busiest routes',
        { id: 'sortBy', options: { sort: [{ field: 'Value', desc: true }] } },
        { id: 'limit', options: { limitField: 5 } },
      ),
    ],
    fails: ['endpoints'],
    finds: ['endpoints/members'],
  },
  alone('endpoints', 'no-data', {
    id: 'without-its-value',
    story: 'A table from which the column of values was taken.',
    edit: transformed('Slowest routes', { id: 'organize', options: { excludeByName: { Value: true } } }),
  }),
];

/** Units that are set for some series only. */
const units: Mutant[] = [
  alone('rows', 'unit', {
    id: 'yen-by-override',
    story: 'Dollars, until an override calls them yen.',
    edit: overridden(IN_DOLLARS, NUMBERS, 'unit', 'currencyJPY'),
  }),
  alone('rows', 'unit', {
    id: 'one-curve-in-milliseconds',
    story: 'P95 in another unit than its neighbours, and not in another scale.',
    edit: overridden(OF_LATENCY, { id: 'byRegexp', options: '/95/' }, 'unit', 'ms'),
  }),
];

/** What this grader does not run, and says so. */
const notRun: Mutant[] = [
  alone('request-rate', 'not-run', {
    id: 'grouped-by',
    story: 'A transformation that is not on the list.',
    edit: transformed('Requests', { id: 'groupBy', options: {} }),
  }),
  alone('error-ratio', 'not-run', {
    id: 'an-expression',
    story: "Grafana's own arithmetic in a query's place.",
    edit: inDashboard(
      '"legendFormat": "errors",\n          "instant": false,\n          "range": true\n        }',
      '"legendFormat": "errors",\n          "instant": false,\n          "range": true\n        },\n        { "refId": "B", "datasource": { "type": "__expr__", "uid": "__expr__" }, "type": "math", "expression": "$A" }',
    ),
  }),
  alone('latency-quantiles', 'not-run', {
    id: 'matched-by-value',
    story: 'An override for fields whose values are high.',
    edit: overridden(OF_LATENCY, { id: 'byValue', options: { op: 'gte', reducer: 'max', value: 1 } }, 'unit', 'ms'),
  }),
  alone('endpoints', 'not-run', {
    id: 'labels-to-rows',
    story: 'A mode of a known transformation that is not run.',
    edit: transformed('P95 by route', { id: 'labelsToFields', options: { mode: 'rows' } }),
  }),
  alone('resources', 'not-run', {
    id: 'moving-mean',
    story: 'A calculation that looks at neighbours in time.',
    edit: transformed('CPU: saturation', { id: 'calculateField', options: { mode: 'windowFunctions' } }),
  }),
  alone('business', 'not-run', {
    id: 'a-regular-expression-without-end',
    story: 'An expression that tries every way to split a word.',
    edit: transformed('Payment failures', {
      id: 'renameByRegex',
      options: { regex: '/^((([a-z_]+)+)+)+[A-Z]$/', renamePattern: '$1' },
    }),
  }),
];

/** Files that look like Grafana's, and are not quite. */
const files: Mutant[] = [
  alone('provisioning', 'too-much', {
    id: 'three-megabytes-of-dashes',
    story: 'A file that somebody filled with ornaments.',
    edit: {
      file: IN_DATASOURCE,
      find: 'apiVersion: 1\n',
      replace: `apiVersion: 1\n${`# ${'-'.repeat(97)}\n`.repeat(30_000)}`,
    },
  }),
  {
    id: 'a-version-that-is-none',
    story: 'A resource whose version was made up.',
    edits: [
      inDashboard(
        '{\n  "uid": "shop-red",',
        '{\n  "apiVersion": "dashboard.grafana.app/v1gamma",\n  "kind": "Dashboard",\n  "metadata": { "name": "shop-red" },\n  "spec": {\n  "uid": "shop-red",',
      ),
      inDashboard('  ]\n}', '  ]\n}}'),
    ],
    fails: ['provisioning'],
    finds: ['provisioning/dashboard'],
  },
  {
    id: 'a-variable-without-a-query',
    story: 'The query of a variable stands where that of a panel would.',
    edits: [
      inDashboard(
        String.raw`"query": "label_values(http_requests_total{service=~\"$service\"}, instance)"`,
        String.raw`"expr": "label_values(http_requests_total{service=~\"$service\"}, instance)"`,
      ),
    ],
    fails: ['provisioning', 'request-rate', 'error-ratio', 'latency-quantiles', 'endpoints', 'resources', 'business'],
    finds: ['provisioning/variable-query'],
  },
];

/** Dashboards that Grafana draws otherwise than their queries say. */
export const engine: Mutant[] = [...hidden, ...units, ...notRun, ...files];
