import type { Mutant } from '../../lesson.ts';
import { mutant } from '../../mutant.ts';
import { IN_LOGGER, IN_ROUTES, IN_APP } from './edit.ts';

/** Wrong apps that `ndjson` must notice. */
export const ndjson: Mutant[] = [
  mutant(
    'boot-in-prose',
    'A console.log from the first day still greets at boot.',
    {
      file: IN_APP,
      find: "log.info({ event: 'server.started', port });",
      replace: 'console.log(`listening on ${port}`);',
    },
    { fails: ['ndjson'], finds: ['ndjson/not-json'] },
  ),
  mutant(
    'json-array',
    'Someone prints a list for a quick look.',
    {
      file: IN_ROUTES,
      find: '  const { cartId, payment } = req.body;',
      replace: '  const { cartId, payment } = req.body;\n  console.log(JSON.stringify([cartId]));',
    },
    { fails: ['ndjson'], finds: ['ndjson/not-object'] },
  ),
  mutant(
    'level-twice',
    'A field named as one that pino writes itself.',
    {
      file: IN_ROUTES,
      find: "log.debug({ event: 'payment.requested', cartId, method: payment?.method });",
      replace:
        "log.debug({ event: 'payment.requested', cartId, method: payment?.method });\n  log.info({ event: 'payment.begun', level: 'info' });",
    },
    { fails: ['ndjson'], finds: ['ndjson/duplicate-key'] },
  ),
  mutant(
    'raw-bytes',
    'Bytes that are no text go straight to stdout.',
    {
      file: IN_APP,
      find: "log.info({ event: 'shutdown.started' });",
      replace:
        "log.info({ event: 'shutdown.started' });\n  process.stdout.write(Buffer.from('{\"bytes\":\"\\xff\\xfe\"}\\n', 'latin1'));",
    },
    { fails: ['ndjson'], finds: ['ndjson/invalid-utf8'] },
  ),
  mutant(
    'silent',
    'Logging was switched off to make the tests quiet, and stayed off.',
    { file: IN_LOGGER, find: "  level: known ? wanted : 'info',", replace: "  level: 'silent'," },
    {
      fails: ['ndjson', 'request-lifecycle', 'request-id', 'errors', 'levels', 'last-words'],
      finds: ['ndjson/silent', 'request-lifecycle/none', 'request-id/not-logged'],
    },
  ),
];
