import { execa } from 'execa';
import { gated, superviseGroup } from '../../observe/process-group.ts';
import { EngineFailed, type ToolOptions, type ToolResult } from '../engines.ts';

const MAX_OUTPUT = 16 * 1024 * 1024;
const WITHIN_MS = 20_000;
/** A shell's codes for what it could not execute, and did not find. */
const NOT_EXECUTED = [126, 127];

/** Runs a tool to its end, in a process group of its own. @throws {EngineFailed} when it cannot be started */
export async function runTool(
  path: string,
  args: readonly string[],
  { cwd, withinMs = WITHIN_MS }: ToolOptions,
): Promise<ToolResult> {
  const child = execa(...gated(path, args), {
    cwd,
    env: { GOGC: '400' },
    extendEnv: false,
    detached: true,
    cleanup: false,
    reject: false,
    maxBuffer: MAX_OUTPUT,
    stripFinalNewline: false,
  });
  const group = superviseGroup(child);
  let timedOut = false;
  const deadline = setTimeout(() => {
    timedOut = true;
    group.kill();
  }, withinMs);
  const { exitCode, stdout, stderr, isMaxBuffer, failed, shortMessage } = await child;
  clearTimeout(deadline);
  group.release();
  if (NOT_EXECUTED.includes(exitCode ?? 0) || child.pid === undefined)
    throw new EngineFailed(stderr || (shortMessage ?? path));
  return { ok: !failed, code: exitCode ?? null, stdout, stderr, cutOff: timedOut || isMaxBuffer };
}
