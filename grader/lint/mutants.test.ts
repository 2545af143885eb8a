import { expect, test } from 'vitest';
import type { Check, Mutant } from '../lessons/lesson.ts';
import { printComplaint } from './complaint.ts';
import { lintMutants, mutantFaults } from './mutants.ts';
import { lessonSource, writeCourse } from './test-course.ts';

const check = (id: string, codes: string[]): Check => ({ id, points: 50, codes, judge: () => [] });

const LESSON = { id: '01-logs', checks: [check('levels', ['noisy', 'quiet']), check('errors', ['lost'])] };
const SOLUTION = { 'app.ts': "log('a');\nlog('b');\n", 'log.ts': 'quiet();\n' };

const mutant = (changes: Partial<Mutant>): Mutant => ({
  id: 'too-noisy',
  story: 'Health checks are logged at info.',
  edits: [{ file: 'app.ts', find: "log('a')", replace: 'shout()' }],
  fails: ['levels'],
  finds: ['levels/noisy', 'levels/quiet'],
  ...changes,
});

const ERRORS = mutant({ id: 'lost', fails: ['errors'], finds: ['errors/lost'] });

const faultsOf = (changes: Partial<Mutant>) => mutantFaults(LESSON, [mutant(changes), ERRORS], SOLUTION);

test('mutants for every check and finding have no complaints', () => {
  expect(faultsOf({})).toEqual([]);
});

test('a check that no mutant fails alone', () => {
  expect(faultsOf({ fails: ['levels', 'errors'] })).toEqual([
    `check "levels" has no mutant that fails it alone: add one with fails: ['levels']`,
  ]);
});

test('a finding that no mutant produces', () => {
  expect(faultsOf({ finds: ['levels/noisy'] })).toEqual([
    `finding "levels/quiet" has no mutant: add one with 'levels/quiet' among its finds`,
  ]);
});

test('two mutants of one name', () => {
  expect(mutantFaults(LESSON, [mutant({}), { ...ERRORS, id: 'too-noisy' }], SOLUTION)).toEqual([
    'mutant "too-noisy" stands twice: rename one',
  ]);
});

test('checks and findings that do not exist, or do not go together', () => {
  const finds = ['levels/noisy', 'levels/quiet', 'levels/loud', 'noisy', 'errors/lost'];
  expect(faultsOf({ fails: ['levels', 'level'], finds })).toEqual([
    'mutant "too-noisy" fails "level", which is no check of the lesson: name one of levels, errors',
    'mutant "too-noisy" finds "levels/loud", which no check has: name a check and one of its codes, as in "levels/noisy"',
    'mutant "too-noisy" finds "noisy", which no check has: name a check and one of its codes, as in "levels/noisy"',
    'mutant "too-noisy" finds "errors/lost" and does not fail "errors": add it to fails',
    `check "levels" has no mutant that fails it alone: add one with fails: ['levels']`,
  ]);
});

test('an edit whose find matches nothing, or twice', () => {
  const edit = (find: string) => faultsOf({ edits: [{ file: 'app.ts', find, replace: '' }] });
  expect(edit("log('c')")).toEqual([
    `mutant "too-noisy" looks for "log('c')" in solutions/01-logs/app.ts, where it stands 0 times: make find match exactly once`,
  ]);
  expect(edit('log(')).toEqual([
    'mutant "too-noisy" looks for "log(" in solutions/01-logs/app.ts, where it stands 2 times: make find match exactly once',
  ]);
  expect(edit('')).toHaveLength(1);
});

test('an edit of a file that is not there, and one that changes nothing', () => {
  expect(faultsOf({ edits: [{ file: 'main.ts', find: 'a', replace: 'b' }] })).toEqual([
    'mutant "too-noisy" edits main.ts, which solutions/01-logs does not have: name one of app.ts, log.ts',
  ]);
  expect(faultsOf({ edits: [{ file: 'log.ts', find: 'quiet', replace: 'quiet' }] })).toEqual([
    'mutant "too-noisy" leaves solutions/01-logs/log.ts as it is: make replace differ from find',
  ]);
});

test('edits follow each other, and what replaces is taken as it is written', () => {
  const edits = [
    { file: 'log.ts', find: 'quiet()', replace: "$&loud('$')" },
    { file: 'log.ts', find: "$&loud('$')", replace: 'gone' },
  ];
  expect(faultsOf({ edits })).toEqual([]);
});

test('a mutant without a name, a story, edits, anything it fails', () => {
  expect(faultsOf({ id: 'Too noisy', story: ' ', edits: [], fails: [], finds: [] })).toEqual([
    'mutant "Too noisy" is not kebab-case: rename it',
    'mutant "Too noisy" has no story: say what someone did, and why it is wrong',
    'mutant "Too noisy" has no edits: make some',
    'mutant "Too noisy" fails nothing: name the checks that it fails',
    expect.stringContaining('check "levels" has no mutant'),
    expect.stringContaining('finding "levels/noisy" has no mutant'),
    expect.stringContaining('finding "levels/quiet" has no mutant'),
  ]);
});

const FILE = 'grader/lessons/01-logs/mutants.ts';

const complaintsOf = async (files: Record<string, string>) => {
  const root = await writeCourse({
    'lessons/01-logs/README.md': '',
    'grader/lessons/01-logs/lesson.ts': lessonSource('01-logs', { levels: { points: 100, codes: ['noisy'] } }),
    'solutions/01-logs/app.ts': SOLUTION['app.ts'],
    ...files,
  });
  return (await lintMutants(root)).map(printComplaint);
};

test("a lesson's mutants are held against its solution", async () => {
  const source = (find: string) =>
    `export default ${JSON.stringify([mutant({ finds: ['levels/noisy'], edits: [{ file: 'app.ts', find, replace: '' }] })])};\n`;
  expect(await complaintsOf({ [FILE]: source("log('a')") })).toEqual([]);
  expect(await complaintsOf({ [FILE]: source('shout') })).toEqual([
    expect.stringContaining(`${FILE}: mutant "too-noisy" looks for "shout"`),
  ]);
});

test('a lesson without mutants, and mutants that do not load', async () => {
  expect(await complaintsOf({})).toEqual([`${FILE}: does not exist: add it, with a mutant for each check and finding`]);
  expect(await complaintsOf({ [FILE]: 'export default {};\n' })).toEqual([
    `${FILE}: exports no list: make its default export the mutants`,
  ]);
  expect(await complaintsOf({ [FILE]: "throw new Error('broken');\n" })).toEqual([
    `${FILE}: does not load (broken): put that right`,
  ]);
});
