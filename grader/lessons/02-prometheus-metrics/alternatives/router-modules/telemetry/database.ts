import { shop } from '#shop';
import { Gauge, Histogram } from 'prom-client';
import { registers } from './registry.ts';

const queries = new Histogram({
  name: 'db_query_duration_seconds',
  help: 'Seconds per query',
  labelNames: ['table', 'query', 'ok'],
  registers,
});

shop.database.use(async ({ name, table }, run) => {
  const stop = queries.startTimer({ query: name, table });
  let ok = 'no';
  try {
    const result = await run();
    ok = 'yes';
    return result;
  } finally {
    stop({ ok });
  }
});

const inUse = new Gauge({ name: 'db_pool_in_use', help: 'Connections in use', registers });
const waiting = new Gauge({ name: 'db_pool_waiting', help: 'Queries in line', registers });

/** Reads the pool, just before it is scraped. */
export function readPool(): void {
  const pool = shop.database.pool();
  inUse.set(pool.inUse);
  waiting.set(pool.waiting);
}
