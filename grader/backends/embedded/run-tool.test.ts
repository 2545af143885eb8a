import { tmpdir } from 'node:os';
import { expect, test } from 'vitest';
import { EngineFailed } from '../engines.ts';
import { runTool } from './run-tool.ts';

const sh = (script: string, withinMs?: number) =>
  runTool('/bin/sh', ['-c', script], { cwd: tmpdir(), ...(withinMs === undefined ? {} : { withinMs }) });

test('what a tool says, and how it ends', async () => {
  expect(await sh('echo out; echo err >&2; exit 3')).toEqual({
    ok: false,
    code: 3,
    stdout: 'out\n',
    stderr: 'err\n',
    cutOff: false,
  });
  expect(await sh('pwd')).toMatchObject({ ok: true, code: 0, stdout: `${tmpdir()}\n` });
});

test('it is told nothing of the environment', async () => {
  process.env['THREE_AM_SECRET'] = 'secret';
  const { stdout } = await sh('env');
  delete process.env['THREE_AM_SECRET'];
  expect(stdout).not.toContain('secret');
});

test('one that takes too long is killed, and what it has started', async () => {
  const { ok, cutOff, stdout } = await sh('sleep 60 & echo $!; wait', 200);
  expect({ ok, cutOff }).toEqual({ ok: false, cutOff: true });
  const child = Number(stdout);
  expect(child).toBeGreaterThan(1);
  await expect.poll(() => isAlive(child)).toBe(false);
});

test('one that writes without end is killed', async () => {
  const { ok, cutOff, stdout } = await sh('while :; do printf %4096s; done');
  expect({ ok, cutOff }).toEqual({ ok: false, cutOff: true });
  expect(stdout.length).toBeLessThanOrEqual(16 * 1024 * 1024);
});

test('one that is not there is a fault of the grader', async () => {
  await expect(runTool('/no/such/tool', [], { cwd: tmpdir() })).rejects.toThrow(EngineFailed);
});

/** One that has ended and that nobody has waited for, as where the first process does not, is not alive. */
async function isAlive(pid: number): Promise<boolean> {
  const { stdout } = await sh(`ps -o stat= -p ${pid}`);
  return /^[^Z]/.test(stdout.trim());
}
