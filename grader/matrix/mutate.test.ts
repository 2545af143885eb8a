import { cp, mkdir, mkdtemp, readFile, rm, writeFile } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { expect, onTestFinished, test } from 'vitest';
import type { Mutant } from '../lessons/lesson.ts';
import { writeMutant } from './mutate.ts';

const APP = `import { log } from './lib/logger.ts';\nlog.info('시작');\nlog.info('end');\n`;

/** A reference solution, and where its mutant goes. */
async function solve() {
  const root = await mkdtemp(join(tmpdir(), 'three-am-mutate-'));
  onTestFinished(() => rm(root, { recursive: true, force: true }));
  const [solution, folder] = [join(root, 'solution'), join(root, 'mutants', 'quiet')];
  await mkdir(join(solution, 'lib'), { recursive: true });
  await writeFile(join(solution, 'app.ts'), APP);
  await writeFile(join(solution, 'lib/logger.ts'), 'level: 30');
  return { solution, folder, read: (file: string) => readFile(join(folder, file), 'utf8') };
}

const mutant = (...edits: Mutant['edits']): Mutant => ({ id: 'quiet', story: '', edits, fails: [], finds: [] });

test('a mutant is the solution with its edits, in their order, each on what the last one left', async () => {
  const { solution, folder, read } = await solve();
  const edits = mutant(
    { file: 'app.ts', find: `log.info('시작');`, replace: `log.info('first');` },
    { file: 'lib/logger.ts', find: 'level: 30', replace: 'level: 99' },
    { file: 'app.ts', find: 'first', replace: 'second' },
  );
  await writeMutant(edits, solution, folder);
  expect(await read('app.ts')).toBe(APP.replace('시작', 'second'));
  expect(await read('lib/logger.ts')).toBe('level: 99');
});

test('what replaces stands there as it is', async () => {
  const { solution, folder, read } = await solve();
  const replace = '$& $1 $$ $` \\n \u2028';
  await writeMutant(mutant({ file: 'lib/logger.ts', find: '30', replace }), solution, folder);
  expect(await read('lib/logger.ts')).toBe(`level: ${replace}`);
});

test('the whole of a file may be replaced, or removed', async () => {
  const { solution, folder, read } = await solve();
  await writeMutant(mutant({ file: 'lib/logger.ts', find: 'level: 30', replace: '' }), solution, folder);
  expect(await read('lib/logger.ts')).toBe('');
});

test('the solution stays as it is', async () => {
  const { solution, folder } = await solve();
  await writeMutant(mutant({ file: 'app.ts', find: '시작', replace: 'x' }), solution, folder);
  expect(await readFile(join(solution, 'app.ts'), 'utf8')).toBe(APP);
});

test('nothing is left of an earlier mutant in the same place', async () => {
  const { solution, folder, read } = await solve();
  await cp(solution, folder, { recursive: true });
  await writeFile(join(folder, 'stale.ts'), '');
  await writeFile(join(folder, 'app.ts'), 'stale');
  await writeMutant(mutant(), solution, folder);
  expect(await read('app.ts')).toBe(APP);
  await expect(read('stale.ts')).rejects.toThrow('ENOENT');
});

test.for([
  ['nowhere', 'log.warn'],
  ['twice', 'log.info'],
  ['there by chance, with the case of another', 'LOG.INFO'],
])('a text to find that stands %s is refused', async ([, find = '']) => {
  const { solution, folder } = await solve();
  const writing = writeMutant(mutant({ file: 'app.ts', find, replace: '' }), solution, folder);
  await expect(writing).rejects.toThrow('mutant "quiet": its text to find must stand exactly once in app.ts');
});

test('a file that is not there is refused', async () => {
  const { solution, folder } = await solve();
  const writing = writeMutant(mutant({ file: 'other.ts', find: 'a', replace: 'b' }), solution, folder);
  await expect(writing).rejects.toThrow('ENOENT');
});
