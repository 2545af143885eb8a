import type { Mutant } from '../../lesson.ts';
import { mutant } from '../../mutant.ts';
import { IN_LOGGER, IN_ROUTES, IN_APP } from './edit.ts';

/** Wrong apps that `fields` must notice. */
export const fields: Mutant[] = [
  mutant(
    'no-time',
    'The platform adds the time anyway, someone said.',
    { file: IN_LOGGER, find: 'timestamp: pino.stdTimeFunctions.isoTime', replace: 'timestamp: false' },
    { fails: ['fields'], finds: ['fields/time-missing'] },
  ),
  mutant(
    'local-time',
    'A date as people write it: no zone, no order.',
    {
      file: IN_LOGGER,
      find: 'timestamp: pino.stdTimeFunctions.isoTime',
      replace: 'timestamp: () => `,"time":"${new Date().toLocaleString(\'en-US\')}"`',
    },
    { fails: ['fields'], finds: ['fields/time-format'] },
  ),
  mutant(
    'unix-seconds',
    'Seconds where milliseconds are read.',
    {
      file: IN_LOGGER,
      find: 'timestamp: pino.stdTimeFunctions.isoTime',
      replace: 'timestamp: pino.stdTimeFunctions.unixTime',
    },
    { fails: ['fields'], finds: ['fields/time-outside'] },
  ),
  mutant(
    'no-service',
    "pino's base is set to null to save bytes.",
    {
      file: IN_LOGGER,
      find: "base: { service: process.env.OTEL_SERVICE_NAME ?? 'shop' }",
      replace: 'base: null',
    },
    { fails: ['fields'], finds: ['fields/service-missing'] },
  ),
  mutant(
    'other-service',
    'The service kept the name of the template it came from.',
    { file: IN_LOGGER, find: "process.env.OTEL_SERVICE_NAME ?? 'shop'", replace: "'express-starter'" },
    { fails: ['fields'], finds: ['fields/service-other'] },
  ),
  mutant(
    'no-event',
    'A line with words and no event.',
    {
      file: IN_APP,
      find: "log.info({ event: 'server.started', port });",
      replace: 'log.info({ port });',
    },
    { fails: ['fields'], finds: ['fields/event-missing'] },
  ),
  mutant(
    'id-in-event',
    'The event is named after the order, so no two are alike.',
    {
      file: IN_ROUTES,
      find: "log.debug({ event: 'payment.requested', cartId, method: payment?.method });",
      replace: 'log.debug({ event: `payment.requested.${cartId}` });',
    },
    { fails: ['fields'], finds: ['fields/event-unstable'] },
  ),
  mutant(
    'no-level',
    'The level is left out of boot lines written by hand.',
    {
      file: IN_APP,
      find: "log.info({ event: 'server.started', port });",
      replace: "console.log(JSON.stringify({ time: Date.now(), service: 'shop', event: 'server.started' }));",
    },
    { fails: ['fields'], finds: ['fields/level-missing'] },
  ),
  mutant(
    'odd-level',
    "A level of someone's own.",
    {
      file: IN_APP,
      find: "log.info({ event: 'server.started', port });",
      replace:
        "console.log(JSON.stringify({ level: 'notice', time: Date.now(), service: 'shop', event: 'server.started' }));",
    },
    { fails: ['fields'], finds: ['fields/level-unknown'] },
  ),
];
