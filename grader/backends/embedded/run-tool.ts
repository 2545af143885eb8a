import { execa } from 'execa';
import { guard, unguard } from '../../observe/guardian.ts';
import { trackRunning } from '../../observe/running.ts';
import { EngineFailed, type ToolOptions, type ToolResult } from '../engines.ts';

const MAX_OUTPUT = 16 * 1024 * 1024;
const WITHIN_MS = 20_000;

/** Runs a tool to its end, in a process group of its own. @throws {EngineFailed} when it cannot be started */
export async function runTool(
  path: string,
  args: readonly string[],
  { cwd, withinMs = WITHIN_MS }: ToolOptions,
): Promise<ToolResult> {
  const child = execa(path, args, {
    cwd,
    env: { GOGC: '400' },
    extendEnv: false,
    detached: true,
    cleanup: false,
    reject: false,
    stdin: 'ignore',
    maxBuffer: MAX_OUTPUT,
    stripFinalNewline: false,
  });
  const { pid } = child;
  const kill = (): void => {
    try {
      if (pid !== undefined) process.kill(-pid, 'SIGKILL');
    } catch {
      // it has ended by itself
    }
  };
  const untrack = trackRunning(kill);
  if (pid !== undefined) guard(pid);
  let timedOut = false;
  const deadline = setTimeout(() => {
    timedOut = true;
    kill();
  }, withinMs);
  const { exitCode, stdout, stderr, isMaxBuffer, failed, shortMessage } = await child;
  clearTimeout(deadline);
  untrack();
  if (pid === undefined) throw new EngineFailed(shortMessage ?? path);
  unguard(pid);
  return { ok: !failed, code: exitCode ?? null, stdout, stderr, cutOff: timedOut || isMaxBuffer };
}
