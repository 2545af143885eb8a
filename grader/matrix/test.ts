import { readFile, rm } from 'node:fs/promises';
import { execa } from 'execa';
import { resolveLesson } from '../course/catalogue.ts';
import { ROOT } from '../course/paths.ts';
import { FAILED_TESTS } from './failed-tests.ts';

/**
 * `npm test [-- NN]`: the course's own tests, then the matrix of wrong and right apps. With a lesson, only that lesson's.
 * The tests that failed are named once more at the end: the matrix prints hundreds of lines after them.
 */
const words = process.argv.slice(2);
const unknown = words.find((word) => resolveLesson(word) === undefined);
if (unknown !== undefined) {
  console.error(`There is no lesson "${unknown}". npm test takes the lessons to test, as in "npm test -- 01".`);
  process.exit(2);
}
const filters = words.map((word) => `grader/lessons/${resolveLesson(word)}`);
const options = { cwd: ROOT, stdio: 'inherit', reject: false, preferLocal: true } as const;
const reporters = ['--reporter=default', '--reporter=./grader/matrix/failed-tests.ts'];
await rm(FAILED_TESTS, { force: true });
const unit = await execa('vitest', ['run', '--project', 'unit', '--passWithNoTests', ...reporters, ...filters], {
  ...options,
  env: process.stdout.isTTY ? {} : { NO_COLOR: '1' },
});
const matrix = await execa(process.execPath, ['grader/matrix/matrix.ts', ...words], options);
if (unit.exitCode !== 0) {
  console.log('\nOf the course’s own tests, what failed:');
  console.log(await readFile(FAILED_TESTS, 'utf8').catch(() => 'Vitest itself; see above.'));
}
process.exitCode = unit.exitCode === 0 && matrix.exitCode === 0 ? 0 : 1;
