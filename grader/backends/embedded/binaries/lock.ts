import { randomBytes } from 'node:crypto';
import { lstat, lutimes, readlink, rm, symlink } from 'node:fs/promises';
import { hostname } from 'node:os';
import { setTimeout as delay } from 'node:timers/promises';

const PAUSE_MS = 100;
const BEAT_MS = 30_000;
/** A lock that was not touched for so long is nobody's: its process id may be another's by now, its machine may be gone. */
const ABANDONED_MS = 10 * BEAT_MS;

export interface LockOptions {
  signal: AbortSignal | undefined;
  /** Called once, when somebody else holds the lock. */
  onWait(): void;
}

/**
 * Runs `task` while no other process does under the same lock. A lock whose holder has died is taken over.
 *
 * It is a symbolic link that points to its holder, `<pid>@<host>-<random>`: made and filled in one step, which a file is not.
 * @param task gets the holder's name, which no other holder has or had
 * @throws what `task` throws, what the file system says, and the signal's reason
 */
export async function withLock<Result>(
  path: string,
  { signal, onWait }: LockOptions,
  task: (holder: string) => Promise<Result>,
): Promise<Result> {
  const self = `${process.pid}@${hostname()}-${randomBytes(6).toString('hex')}`;
  for (let first = true; !(await take(path, self)); first = false) {
    if (first) onWait();
    await delay(PAUSE_MS, undefined, signal === undefined ? {} : { signal });
  }
  const beat = setInterval(() => {
    const now = new Date();
    lutimes(path, now, now).catch(() => {});
  }, BEAT_MS).unref();
  try {
    return await task(self);
  } finally {
    clearInterval(beat);
    if ((await holderOf(path)) === self) await rm(path, { force: true });
  }
}

async function take(path: string, self: string): Promise<boolean> {
  const holder = await holderOf(path);
  if (holder !== undefined) {
    if (!(await isAbandoned(path, holder))) return false;
    // Others may have seen the same: the first of them has it already.
    if ((await holderOf(path)) === holder) await rm(path, { recursive: true, force: true });
  }
  try {
    await symlink(self, path);
    return true;
  } catch (error) {
    if ((error as NodeJS.ErrnoException).code === 'EEXIST') return false;
    throw error;
  }
}

/** Undefined when nobody holds the lock, empty when what stands there is no lock. */
async function holderOf(path: string): Promise<string | undefined> {
  try {
    return await readlink(path);
  } catch (error) {
    return (error as NodeJS.ErrnoException).code === 'EINVAL' ? '' : undefined;
  }
}

async function isAbandoned(path: string, holder: string): Promise<boolean> {
  const [, pid, host] = /^([1-9]\d*)@(.*)-[0-9a-f]{12}$/.exec(holder) ?? [];
  if (pid === undefined || (host === hostname() && !isAlive(Number(pid)))) return true;
  const about = await lstat(path).catch(() => undefined);
  return about !== undefined && Date.now() - about.mtimeMs > ABANDONED_MS;
}

function isAlive(pid: number): boolean {
  try {
    process.kill(pid, 0);
    return true;
  } catch (error) {
    return (error as NodeJS.ErrnoException).code === 'EPERM';
  }
}
