import { readdir, readFile, readlink } from 'node:fs/promises';
import { setTimeout as delay } from 'node:timers/promises';

const POLL_MS = 20;

/**
 * The processes that stand below a folder, or were started there: by working directory (also of a removed one), by
 * HOME, which the grader gives every app and which children inherit wherever they go, and by their arguments, which
 * lead engines to their data. Linux only; elsewhere none.
 */
export async function processesOf(folder: string): Promise<{ pid: number; command: string }[]> {
  const pids = (await readdir('/proc').catch(() => [])).map(Number).filter((pid) => pid > 0);
  const found = await Promise.all(
    pids.map(async (pid) => {
      const cwd = await readlink(`/proc/${pid}/cwd`).catch(() => '');
      const environment = await readFile(`/proc/${pid}/environ`, 'utf8').catch(() => '');
      const command = await readFile(`/proc/${pid}/cmdline`, 'utf8').catch(() => '');
      const inside =
        cwd.startsWith(folder) ||
        environment.split('\0').some((pair) => pair.startsWith(`HOME=${folder}`)) ||
        command.includes(`=${folder}`);
      if (!inside) return [];
      return [{ pid, command: command.replaceAll('\0', ' ').trim() }];
    }),
  );
  return found.flat();
}

/** Polls until `probe` gives something other than undefined. @throws {Error} saying what was awaited, after `withinMs` */
export async function waitFor<T>(what: string, withinMs: number, probe: () => Promise<T | undefined>): Promise<T> {
  const until = performance.now() + withinMs;
  while (performance.now() < until) {
    const found = await probe();
    if (found !== undefined) return found;
    await delay(POLL_MS);
  }
  throw new Error(`${what}: not within ${withinMs} ms`);
}
