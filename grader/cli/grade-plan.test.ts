import { mkdir, mkdtemp, rm, writeFile } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join, relative } from 'node:path';
import { expect, onTestFinished, test } from 'vitest';
import { lessonIds } from '../course/catalogue.ts';
import { ROOT } from '../course/paths.ts';
import { lessonIdOf, planGrade, type GradeOptions } from './grade-plan.ts';
import { UsageError } from './usage-error.ts';

const LESSON = '01-structured-logging';
const MAX_SEED = 2_147_483_647;

const plan = (words: string[], options: Partial<GradeOptions> = {}) =>
  planGrade(words, { stack: 'embedded', ...options });

/** The key and the parameters of the complaint. */
function complaint(words: string[], options: Partial<GradeOptions> = {}) {
  try {
    plan(words, options);
    return 'none';
  } catch (error) {
    if (!(error instanceof UsageError)) throw error;
    return { [error.key]: error.params };
  }
}

async function folder(...paths: string[]): Promise<string> {
  const root = await mkdtemp(join(tmpdir(), 'three-am-plan-'));
  onTestFinished(() => rm(root, { recursive: true, force: true }));
  for (const path of paths) await mkdir(join(root, path), { recursive: true });
  return root;
}

test('one lesson of the exercises is graded where nothing else is asked for', () => {
  expect(plan(['01'], { seed: '7' })).toEqual({
    lessons: [{ id: LESSON, folder: join(ROOT, 'exercises', LESSON) }],
    target: { kind: 'exercises' },
    targetName: 'exercises',
    reports: [],
    seed: 7,
  });
});

test('a lesson that is named twice is graded once', () => {
  expect(plan(['1', '01', 'structured-logging', LESSON]).lessons).toHaveLength(1);
});

test('all lessons are graded, in order, whatever else is named', () => {
  const all = plan([], { all: true, solution: true });
  expect(all.lessons.map(({ id }) => id)).toEqual(lessonIds());
  expect(all.lessons[0]?.folder).toBe(join(ROOT, 'solutions', LESSON));
  expect([all.target, all.targetName]).toEqual([{ kind: 'solutions' }, 'solutions']);
  expect(plan(['01'], { all: true }).lessons).toHaveLength(lessonIds().length);
});

test('a submission is DIR/exercises/NN-slug, or DIR/NN-slug', async () => {
  const [both, flat] = [await folder(`exercises/${LESSON}`, LESSON), await folder(LESSON)];
  expect(plan(['01'], { submission: both }).lessons).toEqual([{ id: LESSON, folder: join(both, 'exercises', LESSON) }]);
  const planned = plan(['01'], { submission: relative(process.cwd(), flat) });
  expect(planned.lessons).toEqual([{ id: LESSON, folder: join(flat, LESSON) }]);
  expect(planned.target).toEqual({ kind: 'submission', directory: flat });
  expect(planned.targetName).toBe(flat);
});

test('a submission without the lesson says where it was looked for', async () => {
  const [empty, file] = [await folder(), join(await folder(), 'file')];
  await writeFile(file, '');
  for (const submission of [empty, file])
    expect(complaint(['01'], { submission })).toEqual({
      'error.folder': { lesson: LESSON, path: join(submission, 'exercises', LESSON) },
    });
});

test('what cannot be graded is refused', () => {
  const lessons = lessonIds().join(', ');
  expect(complaint([])).toEqual({ 'error.noLesson': {} });
  expect(complaint(['01', 'nope'])).toEqual({ 'error.lesson': { word: 'nope', lessons } });
  expect(complaint(['01'], { stack: 'compose' })).toEqual({ 'error.compose': {} });
  expect(complaint(['01'], { stack: 'swarm' })).toEqual({ 'error.stack': { stack: 'swarm' } });
  expect(complaint(['01'], { solution: true, submission: '.' })).toEqual({ 'error.conflict': {} });
  expect(complaint(['01'], { submission: '/no/where' })).toEqual({ 'error.submission': { path: '/no/where' } });
});

test('a submission that is no path is not the folder one stands in', () => {
  expect(complaint(['01'], { submission: '' })).toEqual({ 'error.submission': { path: '' } });
});

test('reports are written to files, in the order asked for, and one at most to stdout', async () => {
  const out = await folder();
  const report = [`json=${join(out, 'a=b.json')}`, 'pretty=-', `json=${join(out, 'c')}`];
  expect(plan(['01'], { report }).reports).toEqual([
    { format: 'json', file: join(out, 'a=b.json') },
    { format: 'pretty', file: '-' },
    { format: 'json', file: join(out, 'c') },
  ]);
  expect(plan(['01'], { report: ['json=out.json'] }).reports).toEqual([{ format: 'json', file: 'out.json' }]);
  expect(complaint(['01'], { report: ['json=-', 'pretty=-'] })).toEqual({ 'error.stdoutTwice': {} });
});

test.for(['json', 'json=', '=out.json', 'xml=out.xml', 'JSON=out.json', 'out.json', '', ' json=out.json'])(
  'a report is asked for as FORMAT=FILE, not as %j',
  (value) => {
    expect(complaint(['01'], { report: [value] })).toEqual({ 'error.report': { value, formats: 'json, pretty' } });
  },
);

test('a report that nobody could write is refused before anything runs', () => {
  expect(complaint(['01'], { report: ['json=/no/where/out.json'] })).toEqual({
    'error.reportFile': { file: '/no/where/out.json', reason: 'ENOENT' },
  });
});

test.for([
  ['0', 0],
  ['007', 7],
  [String(MAX_SEED), MAX_SEED],
] as const)('the seed %s is taken', ([seed, number]) => {
  expect(plan(['01'], { seed }).seed).toBe(number);
});

test.for([String(MAX_SEED + 1), '9'.repeat(400), '-1', '1.5', '1e3', '0x10', 'abc', '', ' 7', '7\n'])(
  'the seed %j is refused',
  (seed) => {
    expect(complaint(['01'], { seed })).toEqual({ 'error.seed': { seed } });
  },
);

test('a seed that nobody gave is drawn anew', () => {
  const seeds = Array.from({ length: 20 }, () => plan(['01']).seed);
  expect(new Set(seeds).size).toBeGreaterThan(10);
  expect(seeds.every((seed) => Number.isInteger(seed) && seed >= 0 && seed <= MAX_SEED)).toBe(true);
});

test('a word means a lesson or is refused', () => {
  expect(lessonIdOf('1')).toBe(LESSON);
  expect(() => lessonIdOf('nope')).toThrow(UsageError);
});
