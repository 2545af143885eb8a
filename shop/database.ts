import { setTimeout as delay } from 'node:timers/promises';
import { createAround, type Around } from './around.ts';
import type { Gates } from './gates.ts';
import type { LedgerEntry } from './protocol.ts';
import type { Random } from './random.ts';

/** What a query does, as its name says, and the table it reads or writes. */
export interface Query {
  name: 'select' | 'insert' | 'update';
  table: 'products' | 'stock' | 'accounts' | 'sessions' | 'carts' | 'orders' | 'payments';
  /** The id looked up or written. */
  key: string;
}

/** A query as it is sent: its text has placeholders where the values go. */
export interface Statement extends Query {
  text: string;
}

/** A database stand-in: a pool of connections, and queries that really wait for one. */
export interface Database {
  query<T>(query: Query, work: () => T): Promise<T>;
  /** Wraps every query from now on, its wait for a connection included. */
  use(around: Around<Statement>): void;
  /** Connections in use, and queries waiting for one. */
  pool(): { size: number; inUse: number; waiting: number };
}

const POOL_SIZE = 10;
const LONGEST_QUERY_MS = 2;

/** Gives a database whose latencies come from `random` (asked at each query). */
export function createDatabase(gates: Gates, random: () => Random, ledger: (entry: LedgerEntry) => void): Database {
  const around = createAround<Statement>();
  let inUse = 0;
  const waiting: (() => void)[] = [];

  async function acquire(): Promise<void> {
    if (inUse < POOL_SIZE) {
      inUse += 1;
      return;
    }
    const { promise, resolve } = Promise.withResolvers<void>();
    waiting.push(resolve);
    ledger({ kind: 'pool', inUse, waiting: waiting.length });
    await promise; // the connection is handed over, so `inUse` stays as it is
  }

  function release(): void {
    const next = waiting.shift();
    if (next === undefined) inUse -= 1;
    else next();
  }

  return {
    query(query, work) {
      const { name, table, key } = query;
      ledger({ kind: 'query', name, table });
      return around.run({ ...query, text: textOf(query) }, async () => {
        await acquire();
        try {
          await delay(random().int(0, LONGEST_QUERY_MS));
          await gates.pass('query', key);
          return work();
        } finally {
          release();
        }
      });
    },
    use: around.use,
    pool: () => ({ size: POOL_SIZE, inUse, waiting: waiting.length }),
  };
}

function textOf({ name, table }: Query): string {
  if (name === 'select') return `SELECT * FROM ${table} WHERE id = $1`;
  if (name === 'insert') return `INSERT INTO ${table} VALUES ($1, $2)`;
  return `UPDATE ${table} SET stock = stock - $2 WHERE id = $1`;
}
