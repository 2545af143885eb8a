import { readdir, readFile, utimes, writeFile } from 'node:fs/promises';
import { join } from 'node:path';
import { expect, test } from 'vitest';
import { makeFolder, writeProgram } from './test-release.ts';
import { openVersionMemory } from './version-memory.ts';

/** A program that keeps count of how often it was asked. */
async function makeCounted() {
  const folder = await makeFolder();
  const path = join(folder, 'prometheus');
  const install = (version: string) =>
    writeProgram(path, `#!/bin/sh\necho asked >>"${folder}/asked"\necho "prometheus, version ${version} (x)"\n`);
  await install('3.1.0');
  const timesAsked = async () => (await readFile(join(folder, 'asked'), 'utf8').catch(() => '')).split('\n').length - 1;
  return { cache: join(folder, 'cache'), path, install, timesAsked };
}

test('a program is asked once, in this run and in the next', async () => {
  const { cache, path, timesAsked } = await makeCounted();
  const memory = await openVersionMemory(cache);
  expect((await memory.identify(path))?.version).toBe('3.1.0');
  expect((await memory.identify(path))?.version).toBe('3.1.0');
  await memory.save();
  const next = await openVersionMemory(cache);
  expect((await next.identify(path))?.version).toBe('3.1.0');
  await next.save();
  expect(await timesAsked()).toBe(1);
  expect(await readdir(cache)).toEqual(['versions.json']);
});

test('a program that has changed is asked anew', async () => {
  const { cache, path, install, timesAsked } = await makeCounted();
  const memory = await openVersionMemory(cache);
  await memory.identify(path);
  await install('3.10.0');
  expect((await memory.identify(path))?.version).toBe('3.10.0');
  await install('3.10.1');
  await utimes(path, 1, 1);
  expect((await memory.identify(path))?.version).toBe('3.10.1');
  expect(await timesAsked()).toBe(3);
});

test.for([
  ['no JSON', '{"/bin/x":'],
  ['an array', '[1,2]'],
  ['null', 'null'],
  ['a string', '"x"'],
  ['entries that are none', '{"PATH":null}'],
  ['entries with half of it', '{"PATH":{"name":"prometheus","version":"3.1.0"}}'],
  ['no version', '{"PATH":{"name":"prometheus","version":"../..","mtimeMs":1,"size":1}}'],
])('a memory with %s is an empty one', async ([, content = '']) => {
  const { cache, path, timesAsked } = await makeCounted();
  await (await openVersionMemory(cache)).save();
  await writeProgram(join(cache, 'versions.json'), content.replace('PATH', path));
  const memory = await openVersionMemory(cache);
  expect((await memory.identify(path))?.version).toBe('3.1.0');
  await memory.save();
  expect((await (await openVersionMemory(cache)).identify(path))?.version).toBe('3.1.0');
  expect(await timesAsked()).toBe(1);
});

test('what does not answer is asked again: it may only have been slow', async () => {
  const path = await writeProgram(join(await makeFolder(), 'prometheus'), '#!/bin/sh\nexit 1\n');
  const memory = await openVersionMemory(await makeFolder());
  expect(await memory.identify(path)).toBeUndefined();
  expect(await memory.identify('/no/such/program')).toBeUndefined();
  await writeFile(path, '#!/bin/sh\necho "prometheus, version 3.1.0 (x)"\n');
  expect((await memory.identify(path))?.version).toBe('3.1.0');
});

test('a cache that cannot be written to is no error', async () => {
  const { path } = await makeCounted();
  const memory = await openVersionMemory(join(path, 'below-a-file'));
  expect((await memory.identify(path))?.version).toBe('3.1.0');
  await memory.save();
});
