import { readdir, readFile } from 'node:fs/promises';
import { setTimeout as delay } from 'node:timers/promises';

const ROUNDS = 50;
const PAUSE_MS = 5;

/**
 * Ends the processes that a run has left outside its process group, found by the home directory that the grader gave to
 * this run alone and that children inherit. Linux's /proc tells; elsewhere none is found.
 * @returns how many there were
 */
export async function endLeftovers(home: string): Promise<number> {
  const ended = new Set<number>();
  for (let round = 0; round < ROUNDS; round += 1) {
    const found = await processesAt(home);
    if (found.length === 0) break;
    for (const pid of found) {
      ended.add(pid);
      kill(pid);
    }
    await delay(PAUSE_MS); // one that forks without end needs more than one round
  }
  return ended.size;
}

/** Waits until a process group that was killed is gone; the system needs a moment for that. */
export async function waitForGroup(pid: number): Promise<void> {
  for (let round = 0; round < ROUNDS && isAlive(-pid); round += 1) await delay(PAUSE_MS);
}

async function processesAt(home: string): Promise<number[]> {
  const pids = (await readdir('/proc').catch(() => [])).map(Number).filter((pid) => pid > 0);
  const found = await Promise.all(
    pids.map(async (pid) => {
      // Another user's process, or one that is gone: none of ours.
      const environment = await readFile(`/proc/${pid}/environ`, 'utf8').catch(() => '');
      return environment.split('\0').includes(`HOME=${home}`) ? [pid] : [];
    }),
  );
  return found.flat();
}

function kill(pid: number): void {
  try {
    process.kill(pid, 'SIGKILL');
  } catch {
    // gone in the meantime
  }
}

function isAlive(pid: number): boolean {
  try {
    process.kill(pid, 0);
    return true;
  } catch {
    return false;
  }
}
