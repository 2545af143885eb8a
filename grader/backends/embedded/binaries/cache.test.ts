import { mkdir, readdir, stat, writeFile } from 'node:fs/promises';
import { homedir } from 'node:os';
import { join, resolve } from 'node:path';
import { expect, test } from 'vitest';
import { cacheFolder, install, withScratch } from './cache.ts';
import { contentOf, makeFolder } from './test-release.ts';

test.for([
  [{ THREE_AM_CACHE: '/a', XDG_CACHE_HOME: '/b', HOME: '/c' }, '/a'],
  [{ THREE_AM_CACHE: 'here', HOME: '/c' }, resolve('here')],
  [{ THREE_AM_CACHE: '', XDG_CACHE_HOME: '/b', HOME: '/c' }, '/b/three-am'],
  [{ XDG_CACHE_HOME: 'relative', HOME: '/c' }, '/c/.cache/three-am'],
  [{ HOME: '/c' }, '/c/.cache/three-am'],
  [{ HOME: '' }, join(homedir(), '.cache/three-am')],
  [{}, join(homedir(), '.cache/three-am')],
] as const)('with %j the cache is %s', ([env, expected]) => {
  expect(cacheFolder(env)).toBe(expected);
});

const options = { signal: undefined, onWait: () => {} };

test('what was killed has left is removed, and what belongs to others stays', async () => {
  const cache = join(await makeFolder(), 'new', 'cache');
  await mkdir(join(cache, 'tool-1.0.part-000000', 'deep'), { recursive: true });
  await mkdir(join(cache, 'other-1.0.part-000000'));
  await mkdir(join(cache, 'tool-1.0'));
  const name = await withScratch(cache, 'tool-1.0', options, async (folder) => {
    expect(await readdir(folder)).toEqual([]);
    expect((await readdir(cache)).filter((entry) => entry.startsWith('tool-1.0.part-'))).toHaveLength(1);
    await writeFile(join(folder, 'half'), '');
    return folder;
  });
  expect(name.startsWith(join(cache, 'tool-1.0.part-'))).toBe(true);
  expect(await contentOf(cache)).toEqual(['other-1.0.part-000000', 'tool-1.0']);
});

test('a task that fails leaves nothing', async () => {
  const cache = await makeFolder();
  const failing = withScratch(cache, 'tool', options, async (folder) => {
    await writeFile(join(folder, 'half'), '');
    throw new Error('task');
  });
  await expect(failing).rejects.toThrow('task');
  expect(await contentOf(cache)).toEqual([]);
});

test('what is installed can be run by everybody, and takes the place of what was there', async () => {
  const cache = await makeFolder();
  for (const content of ['old', 'newer']) {
    await writeFile(join(cache, 'file'), content, { mode: 0o600 });
    await install(join(cache, 'file'), join(cache, 'tool'), 'program');
  }
  const { mode, size } = await stat(join(cache, 'tool', 'program'));
  expect([mode & 0o777, size]).toEqual([0o755, 5]);
  expect(await readdir(cache)).toEqual(['tool']);
});
