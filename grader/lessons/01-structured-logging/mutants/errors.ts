import type { Mutant } from '../../lesson.ts';
import { mutant } from '../../mutant.ts';
import { IN_LOGGER, IN_REQUESTS, IN_ERRORS } from './edit.ts';

/** Wrong apps that `errors` must notice. */
export const errors: Mutant[] = [
  mutant(
    'error-swallowed',
    'The error is answered and never logged.',
    {
      file: IN_ERRORS,
      find: "    log.error({ event: 'request.failed', err: error });\n",
      replace: '    log.trace({});\n',
    },
    { fails: ['errors'], finds: ['errors/line-missing'] },
  ),
  mutant(
    'error-under-error',
    'The error stands under a name for which there is no serializer.',
    {
      file: IN_ERRORS,
      find: "log.error({ event: 'request.failed', err: error });",
      replace: "log.error({ event: 'request.failed', error: String(error) });",
    },
    { fails: ['errors'], finds: ['errors/line-missing'] },
  ),
  mutant(
    'error-told-twice',
    'Where it happens and where it is answered, each logs it.',
    {
      file: IN_ERRORS,
      find: "log.error({ event: 'request.failed', err: error });",
      replace:
        "log.error({ event: 'request.failed', err: error });\n    log.error({ event: 'response.failed', err: error });",
    },
    { fails: ['errors'], finds: ['errors/line-repeated'] },
  ),
  mutant(
    'error-as-warning',
    'An unexpected error is a warning here.',
    {
      file: IN_ERRORS,
      find: "log.error({ event: 'request.failed', err: error });",
      replace: "log.warn({ event: 'request.failed', err: error });",
    },
    { fails: ['errors'], finds: ['errors/level'] },
  ),
  mutant(
    'error-without-type',
    'Message and stack, and no type to group by.',
    { file: IN_LOGGER, find: '    type: error.constructor.name,\n', replace: '' },
    { fails: ['errors'], finds: ['errors/type'] },
  ),
  mutant(
    'error-message-replaced',
    "A message for customers takes the place of the error's own.",
    { file: IN_LOGGER, find: '    message: error.message,', replace: "    message: 'something went wrong'," },
    { fails: ['errors', 'last-words'], finds: ['errors/message', 'last-words/fatal-error'] },
  ),
  mutant(
    'error-as-400',
    "Whatever fails is the client's fault.",
    {
      file: IN_ERRORS,
      find: "res.status(500).json({ error: 'internal_error', requestId });",
      replace: "res.status(400).json({ error: 'internal_error', requestId });",
    },
    { fails: ['errors', 'levels'], finds: ['errors/not-500', 'levels/client-error'] },
  ),
  mutant(
    'stack-to-the-client',
    'The client is told everything.',
    {
      file: IN_ERRORS,
      find: "res.status(500).json({ error: 'internal_error', requestId });",
      replace: 'res.status(500).json({ error: String((error as Error).stack), requestId });',
    },
    { fails: ['errors'], finds: ['errors/leaked-to-client'] },
  ),
  {
    id: 'no-id-for-support',
    story: 'A customer who calls has nothing to name.',
    edits: [
      { file: IN_REQUESTS, find: "  res.setHeader('X-Request-ID', requestId);\n", replace: '' },
      {
        file: IN_ERRORS,
        find: "json({ error: 'internal_error', requestId })",
        replace: "json({ error: 'internal_error', at: requestId.length })",
      },
    ],
    fails: ['errors', 'request-id'],
    finds: ['errors/request-id'],
  },
];
