import type { Mutant } from '../../lesson.ts';
import { mutant } from '../../mutant.ts';
import { IN_LOGGER, IN_REQUESTS, IN_ROUTES } from './edit.ts';

/** Wrong apps that `levels` must notice. */
export const levels: Mutant[] = [
  mutant(
    'unavailable-at-info',
    'A 503 is a request like any other.',
    { file: IN_REQUESTS, find: "  if (status >= 500) return 'error';\n", replace: '' },
    { fails: ['levels'], finds: ['levels/server-error'] },
  ),
  mutant(
    'not-found-at-error',
    'Each mistyped address wakes somebody.',
    {
      file: IN_REQUESTS,
      find: "return status >= 400 ? 'warn' : 'info';",
      replace: "return status >= 400 ? 'error' : 'info';",
    },
    { fails: ['levels'], finds: ['levels/client-error'] },
  ),
  mutant(
    'no-order-event',
    'What the shop lives on is not in its log.',
    { file: IN_ROUTES, find: "log.info({ event: 'order.placed',", replace: "log.debug({ event: 'order.stored'," },
    { fails: ['levels'], finds: ['levels/business-missing'] },
  ),
  mutant(
    'order-told-too-early',
    'The order is called placed before the payment has been tried.',
    {
      file: IN_ROUTES,
      find: "  log.debug({ event: 'payment.requested', cartId, method: payment?.method });",
      replace:
        "  log.debug({ event: 'payment.requested', cartId, method: payment?.method });\n  log.info({ event: 'order.placed', orderId: cartId });",
    },
    { fails: ['levels'], finds: ['levels/business-untrue'] },
  ),
  mutant(
    'debug-by-default',
    "The level from the developer's machine went to production.",
    {
      file: IN_LOGGER,
      find: "level: known ? wanted : 'info',",
      replace: "level: known ? wanted : wanted === undefined ? 'debug' : 'info',",
    },
    { fails: ['levels'], finds: ['levels/debug-always'] },
  ),
  mutant(
    'decline-at-error',
    'A card that is declined is an error of ours.',
    {
      file: IN_ROUTES,
      find: "log.info({ event: 'payment.declined',",
      replace: "log.warn({ event: 'payment.declined',",
    },
    { fails: ['levels'], finds: ['levels/business-level'] },
  ),
  mutant(
    'health-logged',
    'The load balancer asks every second, and every second it is written down.',
    { file: IN_REQUESTS, find: "if (req.path === '/healthz') {", replace: "if (req.path === '/livez') {" },
    { fails: ['levels'], finds: ['levels/health-noisy'] },
  ),
  mutant(
    'no-debug',
    'LOG_LEVEL=debug changes nothing: there is nothing to see.',
    {
      file: IN_ROUTES,
      find: "  log.debug({ event: 'payment.requested', cartId, method: payment?.method });\n",
      replace: '',
    },
    { fails: ['levels'], finds: ['levels/debug-missing'] },
  ),
  mutant(
    'level-fixed',
    'LOG_LEVEL can only make it louder.',
    {
      file: IN_LOGGER,
      find: "level: known ? wanted : 'info',",
      replace: "level: wanted === 'debug' ? wanted : 'info',",
    },
    { fails: ['levels'], finds: ['levels/warn-not-quiet'] },
  ),
  mutant(
    'level-unchecked',
    'LOG_LEVEL goes straight into pino, which refuses what it does not know.',
    { file: IN_LOGGER, find: "level: known ? wanted : 'info',", replace: "level: wanted ?? 'info'," },
    { fails: ['levels'], finds: ['levels/level-crashed'] },
  ),
  mutant(
    'fallback-untold',
    'A mistyped LOG_LEVEL is put right in silence, and nobody learns why there are no debug lines.',
    { file: IN_LOGGER, find: 'if (wanted !== undefined && !known)', replace: 'if (wanted === null)' },
    { fails: ['levels'], finds: ['levels/fallback-silent'] },
  ),
  mutant(
    'empty-level-untold',
    'An empty LOG_LEVEL is taken for none, and nobody learns that the deployment forgot its value.',
    {
      file: IN_LOGGER,
      find: 'const wanted = process.env.LOG_LEVEL;',
      replace: 'const wanted = process.env.LOG_LEVEL || undefined;',
    },
    { fails: ['levels'], finds: ['levels/fallback-silent'] },
  ),
  mutant(
    'upper-case-crashes',
    'A level in capitals is a mistake, and a mistake stops the deployment, at the worst time there is.',
    {
      file: IN_LOGGER,
      find: 'Object.hasOwn(pino.levels.values, wanted);',
      replace:
        "Object.hasOwn(pino.levels.values, wanted);\nif (wanted !== undefined && wanted !== wanted.toLowerCase()) throw new Error('LOG_LEVEL must be lower-case');",
    },
    { fails: ['levels'], finds: ['levels/level-crashed'] },
  ),
  mutant(
    'fallback-to-error',
    'A level nobody knows is taken for the quietest.',
    {
      file: IN_LOGGER,
      find: "level: known ? wanted : 'info',",
      replace: "level: known ? wanted : wanted === undefined ? 'info' : 'warn',",
    },
    { fails: ['levels'], finds: ['levels/fallback-level'] },
  ),
];
