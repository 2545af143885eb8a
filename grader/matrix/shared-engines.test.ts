import { chmod, mkdir, mkdtemp, readFile, rm, writeFile } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { expect, onTestFinished, test } from 'vitest';
import { programsFor } from '../backends/embedded/programs.ts';
import type { Engines } from '../backends/engines.ts';
import { shareEngines } from './shared-engines.ts';

const samples = (value: number): string => `# TYPE orders gauge\norders ${value} 1000\n# EOF\n`;

async function openFolder(): Promise<string> {
  const folder = await mkdtemp(join(tmpdir(), 'three-am-shared-'));
  onTestFinished(() => rm(folder, { recursive: true }));
  return folder;
}

function openShared(): ReturnType<typeof shareEngines> {
  const shared = shareEngines();
  onTestFinished(shared.close);
  return shared;
}

test('two submissions share the Prometheus of the same samples, and it outlives the first of them', async () => {
  const shared = openShared();
  const programs = await programsFor({ needs: ['prometheus', 'promtool'] });
  const folder = await openFolder();
  const [first, second] = [shared.open(programs, folder), shared.open(programs, folder)];
  const prometheus = await first.prometheus(samples(1));
  await first.close();
  expect(await second.prometheus([samples(1)])).toBe(prometheus);

  const other = await second.prometheus(samples(2));
  const valueIn = async (one: typeof other): Promise<string | undefined> => {
    const answer = await one.query('orders', 1000);
    return answer.ok ? answer.series[0]?.points[0]?.[1] : answer.error;
  };
  expect([await valueIn(prometheus), await valueIn(other)]).toEqual(['1', '2']);
  const twice = [prometheus.query('orders', 1001), prometheus.query('orders', 1001)];
  expect(twice[0]).toBe(twice[1]);
});

/** A tool that writes down that it was run, and engines that run it; `ask` runs it once and counts. */
async function openTool(script = 'echo "$@"') {
  const folder = await openFolder();
  const [path, log, cwd] = [join(folder, 'promtool'), join(folder, 'log'), join(folder, 'work', 'rules')];
  await mkdir(cwd, { recursive: true });
  await writeFile(path, `#!/bin/sh\necho run >> '${log}'\n${script}\n`);
  await chmod(path, 0o755);
  const shared = openShared();
  const open = (): Engines => shared.open({ promtool: { name: 'promtool', path, version: '3.13.1' } }, folder);
  const runs = async (): Promise<number> => (await readFile(log, 'utf8')).trim().split('\n').length;
  return { open, runs, cwd, work: join(folder, 'work') };
}

test('a tool is run once for the same arguments and files, whoever asks', async () => {
  const { open, runs, work, cwd } = await openTool();
  await writeFile(join(cwd, 'a.yml'), 'a');
  const ask = async (word: string): Promise<string> => (await open().run('promtool', [word], { cwd: work })).stdout;
  expect(await Promise.all([ask('one'), ask('one')])).toEqual(['one\n', 'one\n']);
  expect(await ask('one')).toBe('one\n');
  expect(await runs()).toBe(1);

  expect(await ask('two')).toBe('two\n');
  expect(await runs()).toBe(2);
  await writeFile(join(cwd, 'a.yml'), 'b');
  await ask('one');
  expect(await runs()).toBe(3);
  await rm(join(cwd, 'a.yml'));
  await writeFile(join(cwd, 'b.yml'), 'b');
  await ask('one');
  expect(await runs()).toBe(4);
});

test('what was cut off is asked again', async () => {
  const { open, runs, work } = await openTool('exec sleep 5');
  const slow = await open().run('promtool', [], { cwd: work, withinMs: 300 });
  expect(slow.cutOff).toBe(true);
  await open().run('promtool', [], { cwd: work, withinMs: 300 });
  expect(await runs()).toBe(2);
});
