import { DatabaseSync } from 'node:sqlite';
import { setTimeout as delay } from 'node:timers/promises';

const PAUSE_MS = 100;
/** SQLITE_BUSY, https://www.sqlite.org/rescode.html */
const BUSY = 5;

export interface LockOptions {
  signal: AbortSignal | undefined;
  /** Called once, when somebody else holds the lock. */
  onWait(): void;
}

/**
 * Runs `task` while nobody else does under the same lock, in this process or another.
 *
 * Node has no file locks of its own, SQLite has: an empty database's exclusive transaction. The operating system ends it together with
 * its holder, so no lock is ever left behind; the empty file stays.
 * @throws what `task` throws, what SQLite says, and the signal's reason
 */
export async function withLock<Result>(
  path: string,
  { signal, onWait }: LockOptions,
  task: () => Promise<Result>,
): Promise<Result> {
  const database = new DatabaseSync(path);
  try {
    for (let first = true; !take(database); first = false) {
      if (first) onWait();
      await delay(PAUSE_MS, undefined, signal === undefined ? {} : { signal });
    }
    return await task();
  } finally {
    database.close();
  }
}

function take(database: DatabaseSync): boolean {
  try {
    database.exec('BEGIN EXCLUSIVE');
    return true;
  } catch (error) {
    if ((error as { errcode?: number }).errcode === BUSY) return false;
    throw error;
  }
}
