import type { Mutant } from '../../lesson.ts';
import { mutant } from '../../mutant.ts';
import { IN_APP, IN_ERRORS, IN_INIT, IN_ROUTES, initWith } from './edit.ts';

/** Wrong apps that `expected-errors` must notice. */
export const expectedErrors: Mutant[] = [
  mutant(
    'everything-is-an-error',
    'The shop refuses with errors that have no status, and Sentry takes an error without one for a 500.',
    {
      file: IN_INIT,
      find: 'isExpected(originalException) ? null : scrubEvent(event)',
      replace: 'originalException === isExpected ? null : scrubEvent(event)',
    },
    { fails: ['expected-errors'], finds: ['expected-errors/declined', 'expected-errors/client-error'] },
  ),
  mutant(
    'ignored-by-words',
    'Expected errors are ignored by their name, and with them a bug whose words quote it.',
    initWith("ignoreErrors: ['ShopError']"),
    { fails: ['captured-once', 'flush'], finds: ['captured-once/missing'] },
  ),
  mutant(
    'declines-are-errors',
    'A declined card is lost money, and so somebody has it reported.',
    {
      file: IN_INIT,
      find: "error.code !== 'payment_unavailable'",
      replace: "error.code !== 'payment_declined'",
    },
    { fails: ['expected-errors'], finds: ['expected-errors/declined'] },
  ),
  mutant(
    'declined-as-message',
    'A declined card is told in a message of level error.',
    {
      file: IN_ROUTES,
      find: '    if (error instanceof ShopError) throw error;',
      replace:
        "    if (error instanceof ShopError) Sentry.captureMessage(error.message, 'error');\n    if (error instanceof ShopError) throw error;",
    },
    { fails: ['expected-errors'], finds: ['expected-errors/declined'] },
  ),
  {
    id: 'bad-bodies-are-errors',
    story: 'Whatever a customer sends that is no JSON is reported.',
    edits: [
      {
        file: IN_ERRORS,
        find: 'import type { NextFunction',
        replace: "import * as Sentry from '@sentry/node';\nimport type { NextFunction",
      },
      {
        file: IN_ERRORS,
        find: "    res.status(400).json({ error: 'malformed_body' });",
        replace:
          "    Sentry.captureException(new Error('malformed body'));\n    res.status(400).json({ error: 'malformed_body' });",
      },
    ],
    fails: ['expected-errors'],
    finds: ['expected-errors/client-error'],
  },
  mutant(
    'heartbeat-as-error',
    'An event is sent at boot, to see whether Sentry works, and nobody took it out again.',
    {
      file: IN_APP,
      find: 'leaveBreadcrumbs();\n',
      replace: "leaveBreadcrumbs();\nSentry.captureException(new Error('just a test'));\n",
    },
    { fails: ['expected-errors'], finds: ['expected-errors/unexplained'] },
  ),
];
