import { randomBytes } from 'node:crypto';
import { lstat, mkdir, readdir, readFile, symlink, writeFile } from 'node:fs/promises';
import { join } from 'node:path';
import { gunzipSync, gzipSync } from 'node:zlib';
import type { HeaderData } from 'tar';
import { expect, test } from 'vitest';
import { makeArchive, makeFolder } from './test-release.ts';
import { unpack } from './unpack.ts';

type Entry = HeaderData & { content?: string };

const HONEST: Entry[] = [
  { path: 'tool-1.0/', type: 'Directory' },
  { path: 'tool-1.0/LICENSE', content: 'L' },
  { path: 'tool-1.0/tool', content: 'program' },
];

/** Unpacks `tool` from these bytes into a folder beside others. @returns what stands there then, or why it failed */
async function outcomeOf(archive: Uint8Array, prepare?: (to: string) => Promise<void>): Promise<string[] | string> {
  const root = await makeFolder();
  const to = join(root, 'to');
  await mkdir(to);
  await prepare?.(to);
  await writeFile(join(root, 'archive'), archive);
  const failure = await unpack(join(root, 'archive'), 'tool-1.0', ['tool'], to).then(
    () => undefined,
    (error: unknown) => (error as { code?: string }).code ?? String(error),
  );
  expect(await readdir(root)).toEqual(['archive', 'to']);
  return failure ?? (await readdir(to));
}

test('the named files are taken out, and no others', async () => {
  expect(await outcomeOf(makeArchive(HONEST))).toEqual(['tool']);
});

test.for([
  ['above the folder', { path: '../tool', content: 'x' }],
  ['above it, by a way round', { path: 'tool-1.0/../../tool', content: 'x' }],
  ['at an absolute path', { path: '/tmp/three-am-evil/tool', content: 'x' }],
  ['a link to elsewhere', { path: 'tool-1.0/elsewhere', type: 'SymbolicLink', linkpath: '../..' }],
  ['a file through a link', { path: 'tool-1.0/elsewhere/tool', content: 'x' }],
  ['a device', { path: 'tool-1.0/device', type: 'CharacterDevice', devmaj: 1, devmin: 3 }],
] as const)('what stands %s is left out', async ([, entry]) => {
  const link: Entry = { path: 'tool-1.0/elsewhere', type: 'SymbolicLink', linkpath: '../..' };
  expect(await outcomeOf(makeArchive([link, { ...entry }, ...HONEST]))).toEqual(['tool']);
  await expect(lstat('/tmp/three-am-evil')).rejects.toThrow('ENOENT');
});

test.for([
  ['a symbolic link', { path: 'tool-1.0/tool', type: 'SymbolicLink', linkpath: '/bin/sh' }],
  ['a hard link', { path: 'tool-1.0/tool', type: 'Link', linkpath: 'tool-1.0/LICENSE' }],
  ['a folder', { path: 'tool-1.0/tool/', type: 'Directory' }],
  ['in another folder', { path: 'tool-2.0/tool', content: 'x' }],
  ['nowhere', { path: 'tool-1.0/NOTICE', content: 'x' }],
] as const)('a wanted file that is %s is not taken', async ([, entry]) => {
  expect(await outcomeOf(makeArchive([...HONEST.slice(0, 2), { ...entry }]))).toBe('archive');
});

test('a damaged archive gives nothing', async () => {
  const content = randomBytes(500_000).toString('hex');
  const archive = makeArchive([...HONEST.slice(0, 2), { path: 'tool-1.0/tool', content }]);
  expect(await outcomeOf(archive)).toEqual(['tool']);
  expect(await outcomeOf(archive.subarray(0, archive.length / 2))).toBe('archive');
  expect(await outcomeOf(gzipSync(gunzipSync(archive).subarray(0, 500_000)))).toBe('archive');
  expect(await outcomeOf(Buffer.from('<html>Welcome to our network</html>'))).toBe('archive');
  expect(await outcomeOf(Buffer.alloc(0))).toBe('archive');
});

test('a link that stands in the way is not written through', async () => {
  const outside = join(await makeFolder(), 'outside');
  await writeFile(outside, 'kept');
  expect(await outcomeOf(makeArchive(HONEST), (to) => symlink(outside, join(to, 'tool')))).toEqual(['tool']);
  expect(await readFile(outside, 'utf8')).toBe('kept');
});
