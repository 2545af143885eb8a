import { existsSync } from 'node:fs';
import { mkdtemp, rm } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { execa } from 'execa';
import { expect, onTestFinished, test } from 'vitest';
import { gated, superviseGroup } from './process-group.ts';

/** A command that leaves a file behind, and the file. */
async function marking() {
  const folder = await mkdtemp(join(tmpdir(), 'three-am-group-'));
  onTestFinished(() => rm(folder, { recursive: true, force: true }));
  const file = join(folder, 'begun');
  return { file, command: gated('/bin/sh', ['-c', 'echo begun > "$0"', file]) };
}

test('a command that is supervised runs', async () => {
  const { file, command } = await marking();
  const child = execa(...command, { detached: true, cleanup: false });
  const group = superviseGroup(child);
  await child;
  group.release();
  expect(existsSync(file)).toBe(true);
});

test('of a grader that is killed before it supervises a command, the command never begins', async () => {
  const { file, command } = await marking();
  const grader = await execa(process.execPath, ['--input-type=module', '-e', program(command)], { reject: false });
  expect(grader).toMatchObject({ signal: 'SIGKILL', stdout: expect.stringMatching(/^\d+$/) as string });
  await expect.poll(() => isAlive(grader.stdout)).toBe(false);
  expect(existsSync(file)).toBe(false);
});

/** A grader that is killed right after it has started something. */
const program = (command: ReturnType<typeof gated>): string => `
  import { spawn } from 'node:child_process';
  import { writeSync } from 'node:fs';
  const { pid } = spawn(...${JSON.stringify(command)}, { detached: true, stdio: 'pipe' });
  writeSync(1, String(pid));
  process.kill(process.pid, 'SIGKILL');
`;

/** One that nobody has waited for, as where the first process does not, is not alive. */
async function isAlive(pid: string): Promise<boolean> {
  const { stdout } = await execa('ps', ['-o', 'stat=', '-p', pid], { reject: false });
  return /^[^Z]/.test(stdout.trim());
}
