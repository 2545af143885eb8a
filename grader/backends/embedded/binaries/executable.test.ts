import { chmod, mkdir, symlink, writeFile } from 'node:fs/promises';
import { join, relative } from 'node:path';
import { expect, test } from 'vitest';
import { findOnPath, isExecutable } from './executable.ts';
import { makeFolder, writeProgram } from './test-release.ts';

test('only a file that may be run is an executable', async () => {
  const folder = await makeFolder();
  const program = await writeProgram(join(folder, 'program'), '');
  await writeFile(join(folder, 'text'), '');
  await chmod(join(folder, 'text'), 0o644);
  await mkdir(join(folder, 'folder'));
  await symlink(program, join(folder, 'link'));
  await symlink(join(folder, 'gone'), join(folder, 'dangling'));
  const names = ['program', 'link', 'text', 'folder', 'dangling', 'missing', 'program/below'];
  const found = await Promise.all(names.map((name) => isExecutable(join(folder, name))));
  expect(names.filter((_, index) => found[index])).toEqual(['program', 'link']);
});

test("on PATH, the folder's order counts before the names'", async () => {
  const [first, second] = [await makeFolder(), await makeFolder()];
  const long = await writeProgram(join(first, 'prometheus-alertmanager'), '');
  const short = await writeProgram(join(second, 'alertmanager'), '');
  const names = ['alertmanager', 'prometheus-alertmanager'];
  const pathOf = (...folders: string[]) => ({ PATH: folders.join(':') });
  expect(await findOnPath(names, pathOf(first, second, first))).toEqual([long, short]);
  expect(await findOnPath(names, pathOf(second, '/no/such/folder', first))).toEqual([short, long]);
  expect(await findOnPath(names, pathOf('', '.', relative('.', first)))).toEqual([]);
  expect(await findOnPath(names, {})).toEqual([]);
});
