import type { Writable } from 'node:stream';
import { guard, unguard } from './guardian.ts';
import { trackRunning } from './running.ts';

/** A process group that ends with the grader, however that ends. */
export interface ProcessGroup {
  /** Ends every process of it at once. */
  kill(): void;
  /** Says that the whole group is gone. */
  release(): void;
}

/**
 * Waits for a line on stdin before it becomes the command; none comes when the grader has ended. `cd` and the shell's own variables
 * are not the command's.
 */
const GATE = 'read -r go || exit; unset go PWD OLDPWD SHLVL; exec "$@" </dev/null';

/**
 * The program and the arguments that start a command behind a gate, which `superviseGroup` opens: between a start and the moment
 * at which the guardian knows of it the grader may be killed, and nothing would end what was started. A command that cannot be
 * executed exits with 126 or 127, and says why on stderr.
 */
export const gated = (command: string, args: readonly string[]): [program: string, args: string[]] => [
  '/bin/sh',
  ['-c', GATE, 'sh', command, ...args],
];

/**
 * Watches over the group of a `gated` command that was started `detached` with a pipe for its stdin, and lets it begin.
 * @throws {Error} once everything has been ended for good
 */
export function superviseGroup({ pid, stdin }: { pid?: number | undefined; stdin: Writable }): ProcessGroup {
  const kill = (): void => {
    if (pid === undefined) return; // it was never started, and 0 would be our own group
    try {
      process.kill(-pid, 'SIGKILL');
    } catch {
      // the group is gone
    }
  };
  const untrack = trackRunning(kill);
  if (pid !== undefined) guard(pid);
  stdin.on('error', () => {}); // killed before it began
  stdin.end('go\n');
  return {
    kill,
    release() {
      untrack();
      if (pid !== undefined) unguard(pid);
    },
  };
}
