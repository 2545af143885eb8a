import { defineLesson } from '../lesson.ts';
import { driveAlone } from './alone.ts';
import { asyncWork } from './checks/async-work.ts';
import { businessSpans } from './checks/business-spans.ts';
import { concurrency } from './checks/concurrency.ts';
import { databaseSpans } from './checks/database-spans.ts';
import { exporting } from './checks/export.ts';
import { inboundContext } from './checks/inbound-context.ts';
import { lifetimes } from './checks/lifetimes.ts';
import { logCorrelation } from './checks/log-correlation.ts';
import { names } from './checks/names.ts';
import { oneTrace } from './checks/one-trace.ts';
import { parentage } from './checks/parentage.ts';
import { privacy } from './checks/privacy.ts';
import { resilience } from './checks/resilience.ts';
import { sampling } from './checks/sampling.ts';
import { shutdown } from './checks/shutdown.ts';
import { spanErrors } from './checks/span-errors.ts';
import { driveDay } from './day.ts';
import { traceOfAnOrder } from './exhibits.ts';
import { ALONE, DAY, QUIET } from './names.ts';
import { driveQuiet } from './quiet.ts';

const named = (service: string): Record<string, string> => ({ OTEL_SERVICE_NAME: service });
const quiet = { OTEL_TRACES_SAMPLER: 'parentbased_traceidratio', OTEL_TRACES_SAMPLER_ARG: '0' };

export default defineLesson({
  id: '03-otel-tracing',
  services: { gateway: 'gateway.ts', orders: 'orders.ts', payments: 'payments.ts' },
  heavy: true,
  runs: {
    [DAY]: { env: named, sinks: { otlp: 'up' }, drive: driveDay, ends: 'sigterm' },
    [QUIET]: { env: quiet, sinks: { otlp: 'up' }, drive: driveQuiet, ends: 'sigterm' },
    [ALONE]: { env: named, sinks: { otlp: 'down' }, required: false, drive: driveAlone, ends: 'sigterm' },
  },
  checks: [
    exporting,
    oneTrace,
    parentage,
    inboundContext,
    names,
    businessSpans,
    databaseSpans,
    asyncWork,
    spanErrors,
    lifetimes,
    concurrency,
    sampling,
    privacy,
    shutdown,
    resilience,
    logCorrelation,
  ],
  exhibits: traceOfAnOrder,
  tryOut: [
    { method: 'GET', path: '/products?category=lamps' },
    { method: 'GET', path: '/healthz' },
  ],
});
