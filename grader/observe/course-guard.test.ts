import { appendFile, chmod, mkdir, mkdtemp, rename, rm, stat, utimes, writeFile } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { dirname, join } from 'node:path';
import { expect, onTestFinished, test } from 'vitest';
import { firstChange, snapshotCourse } from './course-guard.ts';

const FILES = [
  'package.json',
  'grader/cli/grade.ts',
  'lessons/01-logs/README.md',
  'shop/index.ts',
  'solutions/01-logs/app.ts',
  'exercises/01-logs/app.ts',
  '.grade/runs/1-a/app.ts',
];

/** A small course, and the first of its files that `act` is seen to have changed. */
async function changedBy(act: (root: string) => Promise<unknown>): Promise<string | undefined> {
  const root = await mkdtemp(join(tmpdir(), 'three-am-guard-'));
  onTestFinished(() => rm(root, { recursive: true, force: true }));
  for (const file of FILES) {
    await mkdir(dirname(join(root, file)), { recursive: true });
    await writeFile(join(root, file), 'before');
  }
  const before = await snapshotCourse(root);
  await act(root);
  return firstChange(before, await snapshotCourse(root));
}

test('a course that nobody touched has not changed', async () => {
  expect(await changedBy(() => Promise.resolve())).toBeUndefined();
});

test.for<[what: string, act: (root: string) => Promise<unknown>, path: string]>([
  ['written to', (root) => appendFile(join(root, 'shop/index.ts'), '!'), 'shop/index.ts'],
  ['added', (root) => writeFile(join(root, 'grader/cli/extra.ts'), ''), 'grader/cli/extra.ts'],
  [
    'added in a new folder',
    (root) => mkdir(join(root, 'shop/new')).then(() => writeFile(join(root, 'shop/new/a.ts'), '')),
    'shop/new',
  ],
  ['a new folder, empty', (root) => mkdir(join(root, 'lessons/99-forged')), 'lessons/99-forged'],
  ['removed', (root) => rm(join(root, 'solutions/01-logs/app.ts')), 'solutions/01-logs/app.ts'],
  ['renamed', (root) => rename(join(root, 'shop/index.ts'), join(root, 'shop/z.ts')), 'shop/index.ts'],
  ['made executable', (root) => chmod(join(root, 'package.json'), 0o755), 'package.json'],
  ['added where there was none', (root) => writeFile(join(root, 'package-lock.json'), '{}'), 'package-lock.json'],
  ['a folder of the course removed', (root) => rm(join(root, 'shop'), { recursive: true }), 'shop'],
])('what was touched is named: %s', async ([, act, path]) => {
  expect(await changedBy(act)).toMatch(path);
});

test('the same size and the old times do not hide a change', async () => {
  const change = async (root: string) => {
    const file = join(root, 'shop/index.ts');
    const { atime, mtime, size, ctimeMs } = await stat(file);
    do {
      await writeFile(file, 'behind');
      await utimes(file, atime, mtime);
    } while ((await stat(file)).ctimeMs === ctimeMs); // the system's clock has ticked
    expect(await stat(file)).toMatchObject({ size, mtime });
  };
  expect(await changedBy(change)).toBe('shop/index.ts');
});

test('of several changes the first in the alphabet is named', async () => {
  const change = async (root: string) => {
    for (const file of ['shop/index.ts', 'grader/cli/grade.ts', 'package.json'])
      await appendFile(join(root, file), '!');
  };
  expect(await changedBy(change)).toBe('grader/cli/grade.ts');
});

test("the exercises are the learner's, and what the grader keeps is its own", async () => {
  const change = async (root: string) => {
    await appendFile(join(root, 'exercises/01-logs/app.ts'), '!');
    await rm(join(root, '.grade'), { recursive: true });
  };
  expect(await changedBy(change)).toBeUndefined();
});
