import type { Writable } from 'node:stream';
import { execa } from 'execa';

/**
 * Reads `+ PID` and `- PID`, and when there is nothing more to read kills the process groups that are left.
 * POSIX shell, because it starts in a millisecond and needs nothing.
 */
const SCRIPT = `
groups=
while read -r change group; do
  case $change in
    +) groups="$groups $group" ;;
    -) left=; for one in $groups; do [ "$one" = "$group" ] || left="$left $one"; done; groups=$left ;;
  esac
done
for one in $groups; do kill -KILL "-$one"; done
`;

let input: Writable | undefined;

/**
 * Has a process group killed when this process ends, however it ends: its end of a pipe closes, and the guardian at the other end sees that.
 * The shop ends itself when its channel closes; a submission need not load the shop, and one that is busy does not notice.
 */
export function guard(group: number): void {
  input ??= startGuardian();
  input.write(`+ ${group}\n`);
}

/** Says that a process group is gone. */
export function unguard(group: number): void {
  input?.write(`- ${group}\n`);
}

function startGuardian(): Writable {
  const child = execa('/bin/sh', ['-c', SCRIPT], {
    // In a session of its own, so that Ctrl-C does not end it before the rest.
    detached: true,
    cleanup: false,
    buffer: false,
    reject: false,
    stdio: ['pipe', 'ignore', 'ignore'],
  });
  child.stdin.on('error', () => {}); // killed by somebody: then there is no guardian
  child.nodeChildProcess.unref();
  return child.stdin;
}
