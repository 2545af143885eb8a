import { execa } from 'execa';
import { resolveLesson } from '../course/catalogue.ts';
import { ROOT } from '../course/paths.ts';

/**
 * `npm test [-- NN]`: the course's own tests, then the matrix of wrong and right apps. With a lesson, only that lesson's.
 */
const words = process.argv.slice(2);
const unknown = words.find((word) => resolveLesson(word) === undefined);
if (unknown !== undefined) {
  console.error(`There is no lesson "${unknown}". npm test takes the lessons to test, as in "npm test -- 01".`);
  process.exit(2);
}
const filters = words.map((word) => `grader/lessons/${resolveLesson(word)}`);
const options = { cwd: ROOT, stdio: 'inherit', reject: false, preferLocal: true } as const;
const unit = await execa('vitest', ['run', '--project', 'unit', '--passWithNoTests', ...filters], options);
const matrix = await execa(process.execPath, ['grader/matrix/matrix.ts', ...words], options);
process.exitCode = unit.exitCode === 0 && matrix.exitCode === 0 ? 0 : 1;
