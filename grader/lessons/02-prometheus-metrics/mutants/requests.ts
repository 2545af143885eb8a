import type { Mutant } from '../../lesson.ts';
import { alone, mutant } from '../../mutant.ts';
import { ANSWER, IN_METRICS, IN_REQUESTS, renaming, untyped } from './edit.ts';

const COUNT = '    requests.inc({ method, route, status });\n';
const OBSERVE = '    requestDuration.observe({ method, route }, (performance.now() - since) / 1000);\n';
const TEMPLATE = "  return template.length > 1 ? template.replace(/\\/$/, '') : template;";
const inRequests = (find: string, replace: string): Mutant['edits'][number] => ({ file: IN_REQUESTS, find, replace });

/** Wrong apps that `request-rate` must notice. */
export const requestRate: Mutant[] = [
  mutant(
    'counter-without-type',
    'The type of the counter is lost on the way: Prometheus still stores it, and every tool guesses.',
    untyped('http_requests_total', 'counter'),
    { fails: ['request-rate', 'errors-counted'], finds: ['request-rate/type', 'errors-counted/type'] },
  ),
  {
    id: 'label-called-path',
    story: 'The route stands under another name than all dashboards use.',
    edits: [
      {
        file: IN_METRICS,
        find: "  help: 'Requests that are over, by how they ended.',\n  labelNames: ['method', 'route', 'status'],",
        replace:
          "  help: 'Requests that are over, by how they ended.',\n  labelNames: ['method', 'path', 'status'] as never[],",
      },
      inRequests(COUNT, '    requests.inc({ method, path: route, status } as never);\n'),
    ],
    ...alone('request-rate', 'labels'),
  },
  mutant(
    'head-as-get',
    'HEAD is taken for GET, and so the number of pages shown is wrong.',
    inRequests(
      "METHODS.has(req.method) ? req.method : 'other'",
      "METHODS.has(req.method) ? req.method.replace('HEAD', 'GET') : 'other'",
    ),
    alone('request-rate', 'count'),
  ),
  mutant(
    'path-for-route',
    'The path as it was sent: a series for every product.',
    inRequests(TEMPLATE, '  return req.originalUrl;'),
    { fails: ['request-rate', 'cardinality'], finds: ['request-rate/raw-path', 'cardinality/grows'] },
  ),
  mutant(
    'mount-lost-when-thrown',
    'Express clears baseUrl when a handler throws: the routes that fail are counted under half of their name.',
    inRequests("`${res.locals.mount ?? ''}${route.path}`", '`${req.baseUrl}${route.path}`'),
    alone('request-rate', 'mount'),
  ),
  mutant(
    'failures-under-another-route',
    'A failure is counted where all failures are, not where it happened.',
    inRequests(
      "  if (route === undefined) return 'unmatched';",
      "  if (route === undefined) return 'unmatched';\n  if (res.statusCode === 500) return '/orders';",
    ),
    alone('request-rate', 'unsent'),
  ),
  mutant(
    'mount-never-there',
    'The template within the router, without where the router is mounted.',
    inRequests("`${res.locals.mount ?? ''}${route.path}`", 'route.path'),
    alone('request-rate', 'mount', 'count'),
  ),
  mutant(
    'lower-case-methods',
    'Methods in lower case, beside everybody else who has them in capitals.',
    inRequests(
      "METHODS.has(req.method) ? req.method : 'other'",
      "METHODS.has(req.method) ? req.method.toLowerCase() : 'other'",
    ),
    alone('request-rate', 'unsent', 'count'),
  ),
  mutant(
    'two-names-for-nowhere',
    'What no route takes is called one thing for GET and another for the rest.',
    inRequests("return 'unmatched';", "return req.method === 'GET' ? 'unmatched' : 'unknown';"),
    alone('request-rate', 'unmatched'),
  ),
  mutant(
    'slash-makes-two',
    'A slash at the end makes another route of the same.',
    inRequests(
      TEMPLATE,
      "  return template.replace(/\\/$/, '') + (req.originalUrl.split('?')[0]?.endsWith('/') ? '/' : '');",
    ),
    alone('request-rate', 'slash'),
  ),
  mutant(
    'reset-when-scraped',
    'Each scrape starts the counter over, as with a statistics page.',
    { file: IN_METRICS, find: ANSWER, replace: `${ANSWER}\n  requests.reset();` },
    alone('request-rate', 'down', 'count'),
  ),
];

/** Wrong apps that `request-duration` must notice. */
export const requestDuration: Mutant[] = [
  mutant(
    'duration-renamed',
    'A name of one\u2019s own for what everybody calls the request duration.',
    renaming('http_request_duration_seconds', 'http_request_latency_seconds'),
    alone('request-duration', 'missing'),
  ),
  {
    id: 'duration-as-summary',
    story: 'Quantiles made in the process: those of two instances can never be added up.',
    edits: [
      {
        file: IN_METRICS,
        find: 'export const requestDuration = new Histogram({',
        replace: 'export const requestDuration = new Summary({',
      },
      {
        file: IN_METRICS,
        find: "  help: 'Time from the first byte of a request to the end of its answer.',\n  labelNames: ['method', 'route'],\n  buckets: SECONDS,",
        replace:
          "  help: 'Time from the first byte of a request to the end of its answer.',\n  labelNames: ['method', 'route'],",
      },
      { file: IN_METRICS, find: 'Histogram, register }', replace: 'Histogram, register, Summary }' },
    ],
    ...alone('request-duration', 'type'),
  },
  mutant(
    'only-successes-timed',
    'What fails is not timed: the slowest minutes look fast.',
    inRequests(OBSERVE, `    if (status < 400)\n${OBSERVE}`),
    alone('request-duration', 'count'),
  ),
  mutant(
    'seconds-too-small',
    'Divided twice.',
    inRequests('(performance.now() - since) / 1000', '(performance.now() - since) / 1_000_000'),
    alone('request-duration', 'sum-short'),
  ),
  mutant(
    'milliseconds-as-seconds',
    'Milliseconds in a family that says seconds.',
    inRequests('(performance.now() - since) / 1000', 'performance.now() - since'),
    alone('request-duration', 'sum-long'),
  ),
  mutant(
    'no-edge-at-the-objective',
    'Buckets on both sides of the objective, and none that ends at it.',
    { file: IN_METRICS, find: '0.4, 0.5, 0.75', replace: '0.4, 0.6, 0.75' },
    alone('request-duration', 'slo-edge'),
  ),
  mutant(
    'buckets-far-apart',
    'The objective has its edge, and nothing stands around it.',
    {
      file: IN_METRICS,
      find: '[0.005, 0.01, 0.025, 0.05, 0.1, 0.2, 0.3, 0.4, 0.5, 0.75, 1, 2.5, 5, 10]',
      replace: '[0.005, 0.05, 0.5, 5]',
    },
    alone('request-duration', 'resolution'),
  ),
  mutant(
    'buckets-end-too-soon',
    'Buckets for the good days: they end below the objective.',
    {
      file: IN_METRICS,
      find: '[0.005, 0.01, 0.025, 0.05, 0.1, 0.2, 0.3, 0.4, 0.5, 0.75, 1, 2.5, 5, 10]',
      replace: '[0.005, 0.01, 0.025, 0.05, 0.1, 0.25]',
    },
    alone('request-duration', 'slo-edge', 'resolution'),
  ),
];
