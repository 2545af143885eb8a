import { spawnSync } from 'node:child_process';
import { existsSync } from 'node:fs';
import { mkdir, mkdtemp, readdir, readFile, rm, symlink, truncate, writeFile } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { dirname, join, relative } from 'node:path';
import { expect, onTestFinished, test } from 'vitest';
import { copySubmission, removeOwnWorkplaces, removeStaleWorkplaces, SubmissionRefused } from './submission.ts';

const MEGABYTE = 1024 * 1024;

/** A submission with these files, and the folder that copies go to. */
async function submit(files: Record<string, string | Uint8Array> = {}) {
  const root = await mkdtemp(join(tmpdir(), 'three-am-submission-'));
  onTestFinished(() => rm(root, { recursive: true, force: true }));
  const [source, runs] = [join(root, 'source'), join(root, 'runs')];
  await mkdir(source);
  for (const [file, content] of Object.entries(files)) {
    await mkdir(dirname(join(source, file)), { recursive: true });
    await writeFile(join(source, file), content);
  }
  return { source, runs, root };
}

/** How a submission is refused; nothing of it may be left over. */
async function refusalOf(source: string, runs: string): Promise<string> {
  const error: unknown = await copySubmission(source, runs).catch((thrown: unknown) => thrown);
  expect(await readdir(runs).catch(() => [])).toEqual([]);
  return error instanceof SubmissionRefused ? `${error.code} ${error.path}` : `not refused: ${String(error)}`;
}

test('the regular files of a submission are copied, byte for byte, into a folder of its own', async () => {
  const bytes = Buffer.from(Array.from({ length: 256 }, (_, byte) => byte));
  const files = { 'app.ts': 'export {};', 'lib/deep/a b.ts': '', '로그\n.bin': bytes, '.hidden': 'h' };
  const { source, runs } = await submit(files);
  await mkdir(join(source, 'empty'));
  const { directory } = await copySubmission(source, runs);
  expect(relative(runs, directory)).toMatch(new RegExp(`^${process.pid}-[0-9a-f]{12}/app$`));
  const copied = (await readdir(directory, { recursive: true, withFileTypes: true })).filter((entry) => entry.isFile());
  expect(copied).toHaveLength(4);
  for (const [file, content] of Object.entries(files))
    expect(await readFile(join(directory, file))).toEqual(Buffer.from(content as string));
});

test('each copy stands alone, and goes when it is removed', async () => {
  const { source, runs } = await submit({ 'app.ts': '' });
  const [one, other] = await Promise.all([copySubmission(source, runs), copySubmission(source, runs)]);
  await one.remove();
  await one.remove();
  expect(existsSync(one.directory)).toBe(false);
  expect(existsSync(other.directory)).toBe(true);
  expect(existsSync(join(source, 'app.ts'))).toBe(true);
});

test('each run has a home beside the copy, which goes with it', async () => {
  const { source, runs } = await submit({ 'app.ts': '' });
  const workplace = await copySubmission(source, runs);
  const homes = [await workplace.makeFolder('home-default'), await workplace.makeFolder('home-debug')];
  expect(homes.map((home) => relative(workplace.directory, home))).toEqual(['../home-default', '../home-debug']);
  expect(await Promise.all(homes.map((home) => readdir(home)))).toEqual([[], []]);
  await writeFile(join(homes[0] ?? '', 'left'), '');
  await workplace.remove();
  expect(await readdir(runs)).toEqual([]);
});

test('a submission without files is copied: that it does not start is for the run to tell', async () => {
  const { source, runs } = await submit();
  const { directory } = await copySubmission(source, runs);
  expect(await readdir(directory)).toEqual([]);
});

test.for([
  ['package.json', 'package.json'],
  ['lib/package.json', 'lib/package.json'],
  ['.npmrc', '.npmrc'],
  ['node_modules/pino/index.js', 'node_modules'],
  ['lib/node_modules/pino/index.js', 'lib/node_modules'],
  // The same file, where the file system does not tell them apart.
  ['Package.json', 'Package.json'],
  ['NODE_MODULES/pino/index.js', 'NODE_MODULES'],
] as const)('what would change how an app starts is refused: %s', async ([file, shown]) => {
  const { source, runs } = await submit({ 'app.ts': '', [file]: '{}' });
  expect(await refusalOf(source, runs)).toBe(`refused-name ${shown}`);
});

test.for<[what: string, make: (path: string) => unknown]>([
  ['a link to a file', (path) => symlink('/etc/passwd', path)],
  ['a link to a folder', (path) => symlink('/etc', path)],
  ['a link to a file of its own', (path) => symlink('app.ts', path)],
  ['a link to nowhere', (path) => symlink('/nowhere', path)],
  ['a pipe', (path) => spawnSync('mkfifo', [path])],
])('what is neither a file nor a folder is refused, without opening it: %s', async ([, make]) => {
  const { source, runs } = await submit({ 'lib/app.ts': '' });
  await make(join(source, 'lib/x'));
  expect(await refusalOf(source, runs)).toBe('refused-kind lib/x');
});

test('a submission that is itself a link, or a file, is refused', async () => {
  const { source, runs, root } = await submit({ 'app.ts': '' });
  await symlink(source, join(root, 'link'));
  expect(await refusalOf(join(root, 'link'), runs)).toBe('refused-kind .');
  expect(await refusalOf(join(source, 'app.ts'), runs)).toBe('refused-kind .');
});

test('five megabytes in all are copied, and not a byte more', async () => {
  const { source, runs } = await submit({ a: new Uint8Array(3 * MEGABYTE), b: new Uint8Array(2 * MEGABYTE) });
  await (await copySubmission(source, runs)).remove();
  await truncate(join(source, 'b'), 2 * MEGABYTE + 1);
  expect(await refusalOf(source, runs)).toMatch(/^refused-size [ab]$/);
});

test('a file that is larger than the disk is refused without reading it', async () => {
  const { source, runs } = await submit({ huge: '' });
  await truncate(join(source, 'huge'), 1024 ** 4);
  expect(await refusalOf(source, runs)).toBe('refused-size huge');
});

test.for(['files', 'folders'])('too many %s are refused', async (kind) => {
  const { source, runs } = await submit();
  const names = Array.from({ length: 600 }, (_, index) => join(source, `n${index}`));
  await Promise.all(names.map((name) => (kind === 'files' ? writeFile(name, '') : mkdir(name))));
  expect(await refusalOf(source, runs)).toMatch(/^refused-count n\d+$/);
});

test('copies are removed whose grader no longer runs, and no others', async () => {
  const { runs } = await submit();
  const { pid: dead } = spawnSync(process.execPath, ['--version']);
  const kept = [`${process.pid}-aaaa`, 'notes'];
  for (const name of [...kept, `${dead}-cccc`, `${dead}-dddd`])
    await mkdir(join(runs, name, 'lib'), { recursive: true });
  await removeStaleWorkplaces(runs);
  expect((await readdir(runs)).toSorted()).toEqual(kept.toSorted());
});

test("a process's own copies can be removed at once, and those of others stay", async () => {
  const { source, runs } = await submit({ 'lib/app.ts': '' });
  await Promise.all([copySubmission(source, runs), copySubmission(source, runs)]);
  const others = [`${process.pid}1-aaaa`, 'notes'];
  for (const name of others) await mkdir(join(runs, name));
  removeOwnWorkplaces(runs);
  expect((await readdir(runs)).toSorted()).toEqual(others.toSorted());
});

test('there may be no copies yet', async () => {
  const { runs } = await submit();
  await removeStaleWorkplaces(runs);
  removeOwnWorkplaces(runs);
  expect(existsSync(runs)).toBe(false);
});
