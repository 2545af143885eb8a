import { setTimeout as delay } from 'node:timers/promises';
import { execa } from 'execa';
import type { EngineName } from '../../engines.ts';

const DEADLINE_MS = 10_000;
const ATTEMPTS = 5;
const PAUSE_MS = 50;

/** What a program says of itself. */
export interface Identity {
  name: string;
  /** Three numbers, as in `3.13.1`. */
  version: string;
}

/** Asks a program with `--version`. Undefined when it does not run, or does not answer as an engine does. */
export async function askVersion(path: string): Promise<Identity | undefined> {
  for (let attempt = 1; ; attempt += 1) {
    const result = await execa(path, ['--version'], {
      all: true,
      reject: false,
      stdin: 'ignore',
      timeout: DEADLINE_MS,
      maxBuffer: 100_000,
    });
    // A file that was just written stays open for a moment in whatever process was being started meanwhile.
    if (result.code !== 'ETXTBSY' || attempt === ATTEMPTS) return result.failed ? undefined : parseVersion(result.all);
    await delay(PAUSE_MS);
  }
}

/** Reads `prometheus, version 2.42.0+ds (branch: …)`; some versions print it to stderr. */
export function parseVersion(output: string): Identity | undefined {
  const [, name, version] = /^(\w+), version v?(\d+\.\d+\.\d+)/m.exec(output) ?? [];
  return name === undefined || version === undefined ? undefined : { name, version };
}

/** Whether a program is the engine it is taken for. */
export function isEngine(identity: Identity | undefined, name: EngineName): identity is Identity {
  return identity?.name === name;
}

/** Whether `version` is `minimum` or newer, both of three numbers. */
export function isAtLeast(version: string, minimum: string): boolean {
  const [have, want] = [version.split('.').map(Number), minimum.split('.').map(Number)];
  const different = want.findIndex((part, index) => part !== have[index]);
  return different === -1 || (have[different] ?? 0) > (want[different] ?? 0);
}
