import type { Mutant } from '../../lesson.ts';
import { mutant } from '../../mutant.ts';
import { IN_REQUESTS, IN_APP } from './edit.ts';

/** Wrong apps that `last-words` must notice. */
export const lastWords: Mutant[] = [
  mutant(
    'exit-at-once',
    'SIGTERM ends the process on the spot, and what was under way with it.',
    {
      file: IN_APP,
      find: "server.close(() => log.info({ event: 'shutdown.completed' }));",
      replace: 'process.exit(0);',
    },
    { fails: ['last-words'], finds: ['last-words/in-flight-dropped'] },
  ),
  {
    id: 'mute-while-stopping',
    story: 'Once a shutdown has begun, requests are no longer logged, to get it over with.',
    edits: [
      {
        file: IN_APP,
        find: "  log.info({ event: 'shutdown.started' });",
        replace: "  log.info({ event: 'shutdown.started' });\n  app.set('stopping', true);",
      },
      {
        file: IN_REQUESTS,
        find: "  res.once('close', () => {\n",
        replace: "  res.once('close', () => {\n    if (req.app.get('stopping') === true) return;\n",
      },
    ],
    fails: ['last-words', 'request-lifecycle'],
    finds: ['last-words/in-flight-untold'],
  },
  mutant(
    'no-shutdown-line',
    'The log just stops, and a crash looks the same.',
    {
      file: IN_APP,
      find: "  log.info({ event: 'shutdown.started' });\n  server.close(() => log.info({ event: 'shutdown.completed' }));",
      replace: '  server.close();',
    },
    { fails: ['last-words'], finds: ['last-words/shutdown-missing'] },
  ),
  mutant(
    'shutdown-as-failure',
    'A planned stop ends with the status of a failure.',
    {
      file: IN_APP,
      find: "server.close(() => log.info({ event: 'shutdown.completed' }));",
      replace: "server.close(() => log.info({ event: 'shutdown.completed' }));\n  process.exitCode = 143;",
    },
    { fails: ['last-words'], finds: ['last-words/exit-status'] },
  ),
  mutant(
    'timer-left-on',
    'A timer keeps the process alive after the last connection is gone.',
    {
      file: IN_APP,
      find: "process.once('SIGTERM', () => {",
      replace: "setInterval(() => {}, 1_000);\nprocess.once('SIGTERM', () => {",
    },
    { fails: ['last-words'], finds: ['last-words/exit-late'] },
  ),
  mutant(
    'crash-in-prose',
    'Nobody listens for uncaught errors: Node prints them to stderr, where nobody reads.',
    { file: IN_APP, find: "  log.fatal({ event: 'process.crashed', err });\n", replace: '  console.error(err);\n' },
    { fails: ['last-words'], finds: ['last-words/fatal-missing'] },
  ),
  mutant(
    'crash-told-twice',
    'Two listeners, one crash, two fatal lines.',
    {
      file: IN_APP,
      find: "  log.fatal({ event: 'process.crashed', err });\n",
      replace: "  log.fatal({ event: 'process.crashed', err });\n  log.fatal({ event: 'process.exiting' });\n",
    },
    { fails: ['last-words'], finds: ['last-words/fatal-repeated'] },
  ),
  mutant(
    'crash-as-success',
    'A crash that the platform takes for a clean exit, and does not restart.',
    {
      file: IN_APP,
      find: "  log.fatal({ event: 'process.crashed', err });\n  process.exit(1);",
      replace: "  log.fatal({ event: 'process.crashed', err });\n  process.exit(0);",
    },
    { fails: ['last-words'], finds: ['last-words/crash-status'] },
  ),
  mutant(
    'rejection-swallowed',
    'Rejections are caught so that the process never goes down; what they were about is lost.',
    {
      file: IN_APP,
      find: 'const app = express();',
      replace: "process.on('unhandledRejection', () => {});\n\nconst app = express();",
    },
    { fails: ['last-words'], finds: ['last-words/fatal-missing', 'last-words/crash-survived'] },
  ),
  mutant(
    'crash-survived',
    'An error nobody understood, and the process goes on as if it had not happened.',
    {
      file: IN_APP,
      find: "  log.fatal({ event: 'process.crashed', err });\n  process.exit(1);",
      replace: "  log.fatal({ event: 'process.crashed', err });",
    },
    { fails: ['last-words'], finds: ['last-words/crash-survived'] },
  ),
  mutant(
    'crash-without-stack',
    'The fatal line has the message and not the place.',
    {
      file: IN_APP,
      find: "log.fatal({ event: 'process.crashed', err });",
      replace: "log.fatal({ event: 'process.crashed', err: { type: err.name, message: err.message } });",
    },
    { fails: ['last-words'], finds: ['last-words/fatal-error'] },
  ),
];
