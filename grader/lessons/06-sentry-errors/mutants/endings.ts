import type { Mutant } from '../../lesson.ts';
import { alone, mutant } from '../../mutant.ts';
import { answeringWith, IN_APP, IN_INIT, IN_ROUTES, initWith } from './edit.ts';

/** What the solution does when the last answer is out. */
const CLOSING = `    void Sentry.close(FLUSH_MS).finally(() => {
      log.info({ event: 'shutdown.completed' });
      process.exit(0); // a Sentry that never answered would keep its connection open, and the process alive
    });
`;

/** Wrong apps that `sampling` must notice. */
export const sampling: Mutant[] = [
  mutant('rate-from-tutorial', 'The sample rate stands in the code.', initWith('tracesSampleRate: 0.1'), {
    fails: ['sampling'],
    finds: ['sampling/segment-missing', 'sampling/segment-unwanted'],
  }),
  mutant('all-traces', 'Every trace is kept, whatever the environment says.', initWith('tracesSampleRate: 1'), {
    fails: ['sampling'],
    finds: ['sampling/segment-unwanted'],
  }),
  mutant(
    'zero-is-nothing',
    'A rate of 0 is taken for none, and none for all.',
    initWith('tracesSampleRate: Number(process.env.SENTRY_TRACES_SAMPLE_RATE) || 1'),
    { fails: ['sampling'], finds: ['sampling/segment-unwanted'] },
  ),
  mutant(
    'spans-left-behind',
    'The process ends when it has nothing left to do. Errors are gone by then; spans were waiting to be sent.',
    { file: IN_APP, find: CLOSING, replace: "    log.info({ event: 'shutdown.completed' });\n" },
    { fails: ['sampling', 'no-dsn'], finds: ['no-dsn/exit'] },
  ),
  mutant(
    'errors-sampled-too',
    'Where no traces are wanted, nothing is sent at all.',
    initWith('enabled: Number(process.env.SENTRY_TRACES_SAMPLE_RATE) > 0'),
    { fails: ['sampling', 'flush'], finds: ['sampling/errors-sampled', 'flush/crash-lost'] },
  ),
];

const LISTENER = '  void Sentry.flush(FLUSH_MS).finally(() => process.exit(1));';

/** Wrong apps that `flush` must notice. */
export const flush: Mutant[] = [
  mutant(
    'exit-on-sigterm',
    'SIGTERM ends the process on the spot: the request under way, its error and all spans with it.',
    { file: IN_APP, find: '  server.close(() => {\n', replace: '  process.exit(0);\n  server.close(() => {\n' },
    { fails: ['flush', 'sampling'], finds: ['flush/stop-dropped'] },
  ),
  mutant(
    'stop-as-failure',
    'A shop that was asked to stop, and did, tells the platform that it failed.',
    { file: IN_APP, find: 'process.exit(0);', replace: 'process.exit(3);' },
    alone('flush', 'stop-status'),
  ),
  mutant(
    'closed-too-early',
    'Sentry is closed when SIGTERM comes, and the requests that are still under way fail unheard.',
    {
      file: IN_APP,
      find: `  server.close(() => {\n${CLOSING}  });`,
      replace: '  void Sentry.close(FLUSH_MS);\n  server.close(() => process.exit(0));',
    },
    { fails: ['flush'], finds: ['flush/stop-lost'] },
  ),
  {
    id: 'timer-left-on',
    story: 'A timer keeps the process alive after the last connection is gone.',
    edits: [
      { file: IN_APP, find: 'leaveBreadcrumbs();\n', replace: 'leaveBreadcrumbs();\nsetInterval(() => {}, 1_000);\n' },
      { file: IN_APP, find: CLOSING, replace: '    void Sentry.close(FLUSH_MS);\n' },
    ],
    fails: ['flush', 'no-dsn'],
    finds: ['flush/stop-late', 'no-dsn/exit'],
  },
  mutant(
    'crash-unheard',
    'The app has a listener of its own, which ends the process before the event is out.',
    { file: IN_APP, find: LISTENER, replace: '  process.exit(1);' },
    { fails: ['flush'], finds: ['flush/crash-lost'] },
  ),
  mutant(
    'crash-as-success',
    'A crash that the platform takes for a clean exit.',
    { file: IN_APP, find: LISTENER, replace: LISTENER.replace('exit(1)', 'exit(0)') },
    { fails: ['flush'], finds: ['flush/crash-status'] },
  ),
  mutant(
    'crash-survived',
    'An error nobody understood, and the process goes on.',
    { file: IN_APP, find: LISTENER, replace: '  void Sentry.flush(FLUSH_MS);' },
    { fails: ['flush'], finds: ['flush/crash-survived'] },
  ),
];

/** Wrong apps that `no-dsn` must notice. */
export const noDsn: Mutant[] = [
  mutant(
    'natural-end',
    'The process is to end when it has nothing left to do; a connection on which Sentry never answers is something.',
    { file: IN_APP, find: CLOSING, replace: '    void Sentry.close(FLUSH_MS);\n' },
    alone('no-dsn', 'exit'),
  ),
  mutant(
    'dsn-demanded',
    'Without a DSN the shop does not start.',
    {
      file: IN_INIT,
      find: 'Sentry.init({',
      replace: "if (!process.env.SENTRY_DSN) throw new Error('SENTRY_DSN is missing');\nSentry.init({",
    },
    { fails: ['no-dsn'], finds: ['no-dsn/not-up'] },
  ),
  {
    id: 'answer-waits',
    story: 'The answer to a request that failed waits until Sentry has the error.',
    edits: answeringWith('await Sentry.flush(2_000);', { waits: true }),
    fails: ['no-dsn'],
    finds: ['no-dsn/waits'],
  },
  mutant(
    'fallback-waits',
    'The page that falls back waits until Sentry knows of it.',
    {
      file: IN_ROUTES,
      find: "    res.json({ source: 'bestsellers'",
      replace: "    await Sentry.flush(2_000);\n    res.json({ source: 'bestsellers'",
    },
    alone('no-dsn', 'waits'),
  ),
  mutant(
    'order-waits',
    'An order that was placed is answered when Sentry has taken all there was.',
    {
      file: IN_ROUTES,
      find: '    res.status(201).json({ id: order.id',
      replace: '    await Sentry.flush(2_000);\n    res.status(201).json({ id: order.id',
    },
    alone('no-dsn', 'waits'),
  ),
  mutant(
    'all-answers-wait',
    'Whatever is asked, Sentry comes first.',
    {
      file: IN_APP,
      find: 'app.use(express.json());\n',
      replace:
        'app.use(express.json());\napp.use((_req, _res, next) => void Sentry.flush(2_000).then(() => next(), next));\n',
    },
    alone('no-dsn', 'waits'),
  ),
  {
    id: 'unavailable-without-sentry',
    story: 'Where there is no Sentry, the answer to an error is another one.',
    edits: answeringWith(
      "if (Sentry.getClient()?.getDsn() === undefined) {\n      res.status(503).json({ error: 'internal_error' });\n      return;\n    }",
    ),
    fails: ['no-dsn'],
    finds: ['no-dsn/answer'],
  },
];
