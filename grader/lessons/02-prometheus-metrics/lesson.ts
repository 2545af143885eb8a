import { defineLesson } from '../lesson.ts';
import { askQueries } from './ask.ts';
import { cardinality } from './checks/cardinality.ts';
import { database } from './checks/database.ts';
import { errorsCounted } from './checks/errors-counted.ts';
import { exposition } from './checks/exposition.ts';
import { inFlight } from './checks/in-flight.ts';
import { inventory } from './checks/inventory.ts';
import { naming } from './checks/naming.ts';
import { orderProcessing } from './checks/order-processing.ts';
import { payments } from './checks/payments.ts';
import { queries } from './checks/queries.ts';
import { requestDuration } from './checks/request-duration.ts';
import { requestRate } from './checks/request-rate.ts';
import { runtime } from './checks/runtime.ts';
import { usersCarts } from './checks/users-carts.ts';
import { dayAsScraped, movedSeries } from './exhibits.ts';
import { driveCrawl } from './crawl.ts';
import { CRAWL, DAY } from './names.ts';
import { driveDay } from './traffic.ts';

const env = { OTEL_SERVICE_NAME: 'shop' };

export default defineLesson({
  id: '02-prometheus-metrics',
  services: { shop: 'app.ts' },
  runs: {
    [DAY]: { env, drive: driveDay, ends: 'sigterm' },
    [CRAWL]: { env, drive: driveCrawl, ends: 'sigterm' },
  },
  needs: ['prometheus', 'promtool'],
  ask: askQueries,
  checks: [
    exposition,
    naming,
    requestRate,
    requestDuration,
    errorsCounted,
    cardinality,
    inFlight,
    orderProcessing,
    inventory,
    payments,
    usersCarts,
    database,
    runtime,
    queries,
  ],
  exhibits: movedSeries,
  queryData: dayAsScraped,
  tryOut: [
    { method: 'GET', path: '/products?category=lamps' },
    { method: 'GET', path: '/metrics' },
  ],
});
