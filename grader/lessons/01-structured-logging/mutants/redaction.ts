import type { Mutant } from '../../lesson.ts';
import { mutant } from '../../mutant.ts';
import { IN_LOGGER, IN_REQUESTS, IN_ROUTES, IN_ERRORS } from './edit.ts';

/** Wrong apps that `redaction` must notice. */
export const redaction: Mutant[] = [
  mutant(
    'headers-logged',
    'All headers are logged, with one of them redacted, in lower case.',
    {
      file: IN_REQUESTS,
      find: "res.locals.log.info({ event: 'request.started', method, path });",
      replace:
        "res.locals.log.info({ event: 'request.started', method, path, headers: Object.fromEntries(Object.entries(req.headers).filter(([name]) => name !== 'authorization')) });",
    },
    { fails: ['redaction'], finds: ['redaction/header'] },
  ),
  mutant(
    'headers-to-stderr',
    'A line for debugging that goes to stderr, where it is collected all the same.',
    {
      file: IN_ROUTES,
      find: '  const { cartId, payment } = req.body;',
      replace: '  const { cartId, payment } = req.body;\n  console.error(req.rawHeaders);',
    },
    { fails: ['redaction'], finds: ['redaction/header'] },
  ),
  {
    id: 'one-level-redacted',
    story: 'The body is logged, and *.number matches one level down only.',
    edits: [
      {
        file: IN_ROUTES,
        find: "log.debug({ event: 'payment.requested', cartId, method: payment?.method });",
        replace:
          "log.debug({ event: 'payment.requested', cartId });\n  log.info({ event: 'payment.begun', body: req.body });",
      },
      {
        file: IN_LOGGER,
        find: '  serializers: { err: describeError },',
        replace: "  serializers: { err: describeError },\n  redact: ['*.number', '*.cvv', 'body.payment.number'],",
      },
    ],
    fails: ['redaction'],
    finds: ['redaction/body'],
  },
  mutant(
    'url-logged',
    'The path is logged with its query, where links carry tokens.',
    {
      file: IN_REQUESTS,
      find: '  const { method, path } = req;',
      replace: '  const { method, originalUrl: path } = req;',
    },
    { fails: ['redaction'], finds: ['redaction/query'] },
  ),
  mutant(
    'malformed-body-logged',
    'The parser hangs what it could not read on its error, and pino prints it.',
    {
      file: IN_ERRORS,
      find: "res.status(400).json({ error: 'malformed_body' });",
      replace:
        "res.locals.log.warn({ event: 'body.malformed', body: (error as { body?: unknown }).body });\n    res.status(400).json({ error: 'malformed_body' });",
    },
    { fails: ['redaction'], finds: ['redaction/body'] },
  ),
  mutant(
    'error-as-it-is',
    "pino's own serializer copies whatever hangs on an error.",
    {
      file: IN_LOGGER,
      find: 'serializers: { err: describeError }',
      replace: 'serializers: { err: pino.stdSerializers.err }',
    },
    { fails: ['redaction'], finds: ['redaction/error'] },
  ),
  mutant(
    'account-bound',
    'The logger of a session is bound to the whole account.',
    {
      file: IN_ROUTES,
      find: 'res.locals.log = res.locals.log.child({ userId: account.id });\n  res.status(201).json({ token });',
      replace:
        'res.locals.log = res.locals.log.child({ userId: account.id, account });\n  res.status(201).json({ token });',
    },
    { fails: ['redaction'], finds: ['redaction/account'] },
  ),
];
