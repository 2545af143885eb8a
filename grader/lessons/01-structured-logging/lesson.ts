import { defineLesson } from '../lesson.ts';
import { context } from './checks/context.ts';
import { errors } from './checks/errors.ts';
import { fields } from './checks/fields.ts';
import { injection } from './checks/injection.ts';
import { lastWords } from './checks/last-words.ts';
import { FALLBACK_RUNS, levels } from './checks/levels.ts';
import { ndjson } from './checks/ndjson.ts';
import { redaction } from './checks/redaction.ts';
import { requestId } from './checks/request-id.ts';
import { requestLifecycle } from './checks/request-lifecycle.ts';
import { SERVICE } from './names.ts';
import { driveCrash, driveDay, driveVisit } from './traffic.ts';

const env = { OTEL_SERVICE_NAME: SERVICE };

const fallbackRuns = Object.fromEntries(
  Object.entries(FALLBACK_RUNS).map(([name, LOG_LEVEL]) => [
    name,
    { env: { ...env, LOG_LEVEL }, required: false, drive: driveVisit, ends: 'sigterm' as const },
  ]),
);

export default defineLesson({
  id: '01-structured-logging',
  services: { shop: 'app.ts' },
  runs: {
    default: { env, drive: driveDay, ends: 'sigterm' },
    debug: { env: { ...env, LOG_LEVEL: 'debug' }, required: false, drive: driveVisit, ends: 'sigterm' },
    warn: { env: { ...env, LOG_LEVEL: 'warn' }, required: false, drive: driveVisit, ends: 'sigterm' },
    ...fallbackRuns,
    'crash-exception': { env, required: false, drive: driveCrash('invoice'), ends: 'crash' },
    'crash-rejection': { env, required: false, drive: driveCrash('confirmation'), ends: 'crash' },
  },
  checks: [ndjson, fields, requestLifecycle, requestId, context, redaction, errors, levels, injection, lastWords],
  tryOut: [
    { method: 'GET', path: '/products?category=lamps' },
    { method: 'POST', path: '/accounts', body: { email: 'ada@example.com', password: 'correct-horse' } },
  ],
});
