import type { Mutant } from '../../lesson.ts';
import { alone, atBeginning, inDashboard, inQuery, ON_ROUTE, withoutPanel } from './edit.ts';

const BUSIEST = `topk(5, sum by (route) (rate(http_requests_total{${ON_ROUTE}}[$__range])))`;
const SLOWEST = `topk(5, histogram_quantile(0.95, sum by (le, route) (rate(http_request_duration_seconds_bucket{${ON_ROUTE}}[$__range]))))`;
const BY_ROUTE = `histogram_quantile(0.95, sum by (le, route) (rate(http_request_duration_seconds_bucket{${ON_ROUTE}}[$__rate_interval])))`;

const mutant = (id: string, code: string, story: string, edit: Mutant['edits'][number]): Mutant =>
  alone('endpoints', code, { id, story, edit });

/** Wrong dashboards that `endpoints` must notice. */
export const endpoints: Mutant[] = [
  withoutPanel(21, 'endpoints'),
  mutant('busiest-parenthesis', 'refused', 'A parenthesis is missing.', inQuery(BUSIEST, BUSIEST.slice(0, -1))),
  mutant(
    'busiest-misspelt',
    'no-data',
    'A name that no family has.',
    inQuery(BUSIEST, BUSIEST.replace('requests_total', 'request_total')),
  ),
  {
    id: 'busiest-by-instance',
    story: 'A row for each route and instance: the busiest route stands there twice, under one name.',
    edits: [inQuery(BUSIEST, BUSIEST.replace('by (route)', 'by (route, instance)'))],
    fails: ['endpoints', 'legends'],
    finds: ['endpoints/series', 'legends/same'],
  },
  mutant(
    'busiest-ever',
    'value',
    'The counters as they are: busiest since the last restart.',
    inQuery(BUSIEST, `topk(5, sum by (route) (http_requests_total{${ON_ROUTE}}))`),
  ),
  mutant('busiest-last', 'order', 'The five busiest, the least of them first.', inQuery(BUSIEST, `sort(${BUSIEST})`)),
  mutant(
    'busiest-three',
    'members',
    'Three, where five were asked for.',
    inQuery(BUSIEST, BUSIEST.replace('topk(5', 'topk(3')),
  ),
  mutant(
    'least-busy',
    'members',
    'The five that hardly anybody uses.',
    inQuery(BUSIEST, `sort_desc(${BUSIEST.replace('topk', 'bottomk')})`),
  ),
  mutant(
    'slowest-mean-of-quantiles',
    'value',
    'Quantiles of each instance, and the mean of those.',
    inQuery(
      SLOWEST,
      SLOWEST.replace('histogram_quantile', 'avg by (route) (histogram_quantile')
        .replace('(le, route)', '(le, route, instance)')
        .replace(/$/, ')'),
    ),
  ),
  mutant(
    'slowest-at-its-worst',
    'value',
    'The worst that each route has been: neither now nor over the range, and never better again.',
    inQuery(
      SLOWEST,
      SLOWEST.replace('topk(5, ', 'topk(5, max_over_time((')
        .replace('$__range', '$__rate_interval')
        .replace(/\)$/, ')[$__range:$__interval]))'),
    ),
  ),
  mutant(
    'busiest-at-its-best',
    'value',
    'The most that was asked of each route at any time.',
    inQuery(
      BUSIEST,
      `topk(5, max_over_time((sum by (route) (rate(http_requests_total{${ON_ROUTE}}[$__rate_interval])))[$__range:$__interval]))`,
    ),
  ),
  mutant(
    'p99-for-p95',
    'value',
    'Another quantile than the title says.',
    atBeginning(BY_ROUTE, BY_ROUTE.replace('0.95', '0.99')),
  ),
  {
    id: 'chosen-at-each-step',
    story: 'topk over a range chooses five anew at each step: more than five, and in no order.',
    edits: [
      inDashboard(
        '"legendFormat": "{{route}}",\n          "instant": true,\n          "range": false\n        }\n      ],\n      "options": {\n        "reduceOptions": {\n          "calcs": ["lastNotNull"],\n          "fields": "",\n          "values": false\n        },\n        "orientation": "horizontal"\n      }\n    },\n    {\n      "id": 22,',
        '"legendFormat": "{{route}}"\n        }\n      ],\n      "options": {\n        "reduceOptions": {\n          "calcs": ["lastNotNull"]\n        }\n      }\n    },\n    {\n      "id": 22,',
      ),
      inQuery(BUSIEST, BUSIEST.replace('$__range', '$__rate_interval')),
    ],
    fails: ['endpoints'],
    finds: ['endpoints/order'],
  },
];
