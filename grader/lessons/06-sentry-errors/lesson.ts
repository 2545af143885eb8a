import { defineLesson } from '../lesson.ts';
import { driveAlone } from './alone.ts';
import { breadcrumbs } from './checks/breadcrumbs.ts';
import { capturedOnce } from './checks/captured-once.ts';
import { expectedErrors } from './checks/expected-errors.ts';
import { flush } from './checks/flush.ts';
import { grouping } from './checks/grouping.ts';
import { handled } from './checks/handled.ts';
import { identity } from './checks/identity.ts';
import { initFirst } from './checks/init-first.ts';
import { noDsn } from './checks/no-dsn.ts';
import { sampling } from './checks/sampling.ts';
import { scrubbing } from './checks/scrubbing.ts';
import { userContext } from './checks/user-context.ts';
import { lastIssue } from './exhibits.ts';
import { CRASH, DAY, environmentOf, NO_DSN, SILENT } from './names.ts';
import { driveCrash, driveDay } from './traffic.ts';

export default defineLesson({
  id: '06-sentry-errors',
  services: { shop: 'app.ts' },
  runs: {
    [DAY]: { env: environmentOf(DAY), sinks: { sentry: 'up' }, drive: driveDay, ends: 'sigterm' },
    [CRASH]: { env: environmentOf(CRASH), sinks: { sentry: 'up' }, required: false, drive: driveCrash, ends: 'crash' },
    [NO_DSN]: { required: false, drive: driveAlone, ends: 'sigterm' },
    [SILENT]: {
      env: environmentOf(DAY),
      sinks: { sentry: 'silent' },
      required: false,
      drive: driveAlone,
      ends: 'sigterm',
    },
  },
  checks: [
    initFirst,
    capturedOnce,
    expectedErrors,
    identity,
    scrubbing,
    userContext,
    breadcrumbs,
    handled,
    grouping,
    sampling,
    flush,
    noDsn,
  ],
  exhibits: lastIssue,
  tryOut: [
    { method: 'GET', path: '/products?category=lamps' },
    { method: 'POST', path: '/sessions' }, // without a body: nobody has thought of that, and so it is an event
  ],
});
