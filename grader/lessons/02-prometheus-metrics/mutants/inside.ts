import type { Mutant } from '../../lesson.ts';
import { alone, mutant } from '../../mutant.ts';
import { adding, ANSWER, answering, IN_APP, IN_METRICS, IN_ROUTES, renaming } from './edit.ts';

const inMetrics = (find: string, replace: string): Mutant['edits'][number] => ({ file: IN_METRICS, find, replace });

const TIMED = `  const stop = queryDuration.startTimer({ query: name, table });
  try {
    return await run();
  } finally {
    stop();
  }
`;

/** Wrong apps that `database` must notice. */
export const database: Mutant[] = [
  mutant(
    'pool-renamed',
    'A name of one\u2019s own.',
    renaming('db_pool_in_use', 'db_connections_busy'),
    alone('database', 'missing'),
  ),
  {
    id: 'queries-as-summary',
    story: 'A summary: its quantiles cannot be added up over instances.',
    edits: [
      inMetrics('const queryDuration = new Histogram({', 'const queryDuration = new Summary({'),
      inMetrics(
        "  labelNames: ['query', 'table'],\n  buckets: [0.001, 0.0025, 0.005, 0.01, 0.025, 0.05, 0.1, 0.25, 0.5, 1, 2.5, 5],",
        "  labelNames: ['query', 'table'],",
      ),
      inMetrics('Histogram, register }', 'Histogram, register, Summary }'),
    ],
    ...alone('database', 'type'),
  },
  mutant(
    'only-good-queries-timed',
    'A query that fails is not timed, however long it took to.',
    inMetrics(
      TIMED,
      '  const stop = queryDuration.startTimer({ query: name, table });\n  const found = await run();\n  stop();\n  return found;\n',
    ),
    alone('database', 'count'),
  ),
  mutant(
    'reads-only',
    'Only what reads is timed.',
    inMetrics(TIMED, `  if (name !== 'select') return await run();\n${TIMED}`),
    alone('database', 'count'),
  ),
  mutant(
    'timed-without-waiting',
    'The timer stops before the query is over.',
    inMetrics(
      TIMED,
      '  const result = run();\n  queryDuration.startTimer({ query: name, table })();\n  return await result;\n',
    ),
    alone('database', 'sum-short'),
  ),
  mutant(
    'queries-in-milliseconds',
    'Milliseconds in a family that says seconds.',
    inMetrics(
      TIMED,
      '  const since = performance.now();\n  try {\n    return await run();\n  } finally {\n    queryDuration.observe({ query: name, table }, performance.now() - since);\n  }\n',
    ),
    alone('database', 'sum-long'),
  ),
  mutant(
    'free-for-in-use',
    'Connections that are free, under the name of those in use.',
    inMetrics(
      'this.set(shop.database.pool().inUse);',
      'this.set(shop.database.pool().size - shop.database.pool().inUse);',
    ),
    alone('database', 'in-use', 'stuck'),
  ),
  mutant(
    'nobody-waits',
    'Nobody ever waits, as far as is known: the pool looks merely busy.',
    inMetrics('this.set(shop.database.pool().waiting);', 'this.set(0);'),
    alone('database', 'waiting'),
  ),
  mutant(
    'high-water-mark',
    'The gauge keeps the worst that was ever seen.',
    inMetrics(
      'this.set(shop.database.pool().inUse);',
      'worst = Math.max(worst, shop.database.pool().inUse);\n    this.set(worst);\n  },\n});\n\nlet worst = 0;\n\nvoid ({\n  collect() {',
    ),
    alone('database', 'stuck'),
  ),
];

/** Wrong apps that `cardinality` must notice. */
export const cardinality: Mutant[] = [
  {
    id: 'query-with-its-key',
    story: 'The id that was looked up is a label: a series for every product, cart and order.',
    edits: [
      inMetrics("  labelNames: ['query', 'table'],", "  labelNames: ['query', 'table', 'key'],"),
      inMetrics(
        'shop.database.use(async ({ name, table }, run) => {',
        'shop.database.use(async ({ name, table, key }, run) => {',
      ),
      inMetrics('startTimer({ query: name, table });', 'startTimer({ query: name, table, key });'),
    ],
    ...alone('cardinality', 'grows', 'identity'),
  },
  {
    id: 'users-with-their-address',
    story: 'An e-mail address as a label: growth without end, and personal data in every backup of the metrics.',
    edits: [
      inMetrics(
        "  help: 'Accounts created, by the way of signing up.',\n  labelNames: ['method'],",
        "  help: 'Accounts created, by the way of signing up.',\n  labelNames: ['method', 'email'],",
      ),
      { file: IN_ROUTES, find: 'usersCreated.inc({ method });', replace: 'usersCreated.inc({ method, email });' },
    ],
    ...alone('cardinality', 'identity'),
  },
  {
    id: 'any-method',
    story: 'Whatever a client calls its method is a label.',
    edits: [
      { file: 'request-metrics.ts', find: "METHODS.has(req.method) ? req.method : 'other'", replace: 'req.method' },
    ],
    ...alone('cardinality', 'grows'),
  },
  mutant(
    'a-series-for-every-visitor',
    'Every visitor of the last year has a series, from the start.',
    adding(
      "const visitors = new Gauge({ name: 'visitor_seen', help: 'Visitors.', labelNames: ['visitor'] });\nfor (let visitor = 0; visitor < 8_000; visitor += 1) visitors.set({ visitor: `v${visitor}` }, 1);",
    ),
    alone('cardinality', 'too-many'),
  ),
];

/** Wrong apps that `runtime` must notice. */
export const runtime: Mutant[] = [
  mutant(
    'no-runtime',
    'The shop is watched, and the process that it runs in is not.',
    inMetrics('collectDefaultMetrics();\n', ''),
    alone('runtime', 'missing'),
  ),
  mutant(
    'runtime-twice',
    'The defaults are collected twice, once with a prefix.',
    adding("collectDefaultMetrics({ prefix: 'shop_' });"),
    alone('runtime', 'twice'),
  ),
  {
    id: 'runtime-of-the-start',
    story: 'What the process looked like when it was scraped first, for ever.',
    edits: [
      adding('const first = new Map<string, string>();'),
      answering(
        'text.replaceAll(/^((?:process|nodejs)_.*) \\S+$/gm, (line, series) => first.get(series) ?? (first.set(series, line), line))',
      ),
    ],
    ...alone('runtime', 'frozen'),
  },
  mutant(
    'scrapes-are-traffic',
    'Each scrape counts as a request: a shop without customers seems busy.',
    inMetrics(ANSWER, `${ANSWER}\n  requests.inc({ method: 'GET', route: '/metrics', status: 200 });`),
    alone('runtime', 'counts-scrapes'),
  ),
  {
    id: 'health-is-traffic',
    story: 'Health checks count as requests.',
    edits: [
      {
        file: IN_APP,
        find: "import { metrics } from './metrics.ts';",
        replace: "import { metrics, requests } from './metrics.ts';",
      },
      {
        file: IN_APP,
        find: "  res.json({ status: 'ok' });",
        replace: "  requests.inc({ method: 'GET', route: '/healthz', status: 200 });\n  res.json({ status: 'ok' });",
      },
    ],
    ...alone('runtime', 'counts-health'),
  },
  mutant(
    'scrapes-change-what-they-see',
    'A scrape counts itself among the requests that no route takes: the next one sees something else.',
    inMetrics(ANSWER, `${ANSWER}\n  requests.inc({ method: 'GET', route: 'unmatched', status: 200 });`),
    {
      fails: ['runtime', 'request-rate', 'errors-counted', 'cardinality'],
      finds: ['runtime/disturbed', 'request-rate/unsent', 'errors-counted/early'],
    },
  ),
];
