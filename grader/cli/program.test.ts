import { cp, mkdtemp, readFile, rm } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { Ajv2020 } from 'ajv/dist/2020.js';
import { execa } from 'execa';
import { afterAll, beforeAll, expect, test } from 'vitest';
import { lessonIds, loadLesson } from '../course/catalogue.ts';
import { ROOT } from '../course/paths.ts';
import { judge } from '../lessons/judge.ts';
import { observe } from '../observe/observe.ts';
import type { Report } from '../report/schema.ts';

const LESSON = '01-structured-logging';
const SEED = '20251224';

let folder: string;

beforeAll(async () => {
  folder = await mkdtemp(join(tmpdir(), 'three-am-'));
  // Not exercises/: a learner who runs the tests has other code there.
  await cp(join(ROOT, 'lessons', LESSON, 'starter'), join(folder, 'submission', LESSON), { recursive: true });
});

afterAll(() => rm(folder, { recursive: true, force: true }));

async function threeAm(args: string[], env: Record<string, string> = {}) {
  const { stdout, stderr, exitCode } = await execa(process.execPath, ['grader/cli/three-am.js', ...args], {
    cwd: ROOT,
    reject: false,
    env: { LANG: 'C', LC_ALL: 'C', NO_COLOR: '', ...env },
  });
  return { stdout, stderr, exitCode };
}

test.concurrent.for([
  { args: ['grade'], says: 'Which lesson? Name one, as in "npm run grade -- 01", or give --all.' },
  { args: ['grade', '99'], says: `There is no lesson "99". There are: ${lessonIds().join(', ')}.` },
  { args: ['grade', '01', '--wat'], says: "unknown option '--wat'. See: npm run grade -- --help" },
  { args: ['grade', '01', '--seed', '-1'], says: '"-1" is no seed: use a whole number from 0 to 2147483647.' },
  { args: ['grade', '01', '--stack', 'compose'], says: /not there yet/ },
  { args: ['grade', '01', '--stack', 'swarm'], says: '"swarm" is no stack: use embedded or compose.' },
  { args: ['grade', '01', '--submission', '/nope'], says: '--submission /nope: there is no such folder.' },
  { args: ['grade', '01', '--submission', tmpdir()], says: /^There is no submission for 01-structured-logging: / },
  { args: ['grade', '01', '--solution', '--submission', '.'], says: '--solution and --submission exclude each other.' },
  { args: ['grade', '01', '--report', 'xml=out'], says: /^A report is asked for as FORMAT=FILE/ },
  {
    args: ['grade', '01', '--report', 'json=/nope/out.json'],
    says: 'The report cannot be written to /nope/out.json: ENOENT.',
  },
  { args: ['grade', '01', '--report', 'json=-', '--report', 'pretty=-'], says: 'Only one report can go to stdout.' },
  { args: ['grade', '01', '--lang', 'fr'], says: '"fr" is no language of the course: use en or ko.' },
  { args: ['hint', '01', 'nope'], says: /^Lesson 01-structured-logging has no check "nope"\. It has: ndjson, / },
  { args: ['hint', '01', 'ndjson', '--level', '4'], says: '"4" is no level of hint: use 1, 2 or 3.' },
  { args: ['app', '01', '--port', '99999'], says: '"99999" is no port: use a whole number from 1 to 65535.' },
  { args: ['reset', 'nope'], says: /^There is no lesson "nope"/ },
])('$args is refused with one line and status 2', async ({ args, says }) => {
  const { stdout, stderr, exitCode } = await threeAm(args);
  expect(stderr).toMatch(says);
  expect(stderr.split('\n')).toHaveLength(1);
  expect({ stdout, exitCode }).toEqual({ stdout: '', exitCode: 2 });
});

test('options that npm swallowed are noticed', async () => {
  const npm = { npm_lifecycle_event: 'grade', npm_config_solution: 'true', npm_config_seed: '7' };
  const { stderr, exitCode } = await threeAm(['grade', '01'], npm);
  expect({ stderr, exitCode }).toEqual({
    stderr:
      'npm took --solution, --seed for itself: put -- before the flags, as in "npm run grade -- 01 --solution --seed".',
    exitCode: 2,
  });
});

test('a lesson can be named in four ways', async () => {
  const outputs = await Promise.all(
    ['1', '01', 'structured-logging', LESSON].map((word) => threeAm(['hint', word, 'ndjson'])),
  );
  expect(new Set(outputs.map(({ stdout }) => stdout))).toHaveProperty('size', 1);
  expect(outputs.map(({ exitCode }) => exitCode)).toEqual([0, 0, 0, 0]);
});

test('hints come in three levels and two languages, and say where more is', async () => {
  const [first, last, korean] = await Promise.all([
    threeAm(['hint', '01', 'request-id']),
    threeAm(['hint', '01', 'request-id', '--level', '3']),
    threeAm(['hint', '01', 'request-id'], { LC_ALL: 'ko_KR.UTF-8' }),
  ]);
  expect(first.stdout).toContain('npm run hint -- 01 request-id --level 2');
  expect(last.stdout).toContain(`lessons/${LESSON}/README.md#`);
  expect(korean.stdout).toMatch(/\p{Script=Hangul}/u);
});

test('the solution passes with status 0, without colours in a pipe, and its report is valid', async () => {
  const file = join(folder, 'solution.json');
  const { stdout, stderr, exitCode } = await threeAm(['grade', '01', '--solution', '--report', `json=${file}`]);
  expect({ stderr, exitCode }).toEqual({ stderr: '', exitCode: 0 });
  expect(stdout).toContain('100 of 100 points');
  expect(stdout).not.toContain('\u001b');
  const report = JSON.parse(await readFile(file, 'utf8')) as Report;
  const schema = JSON.parse(await readFile(join(ROOT, 'grader/report/report.schema.json'), 'utf8')) as object;
  const validate = new Ajv2020({ strict: false, validateFormats: false }).compile(schema);
  expect(validate(report), JSON.stringify(validate.errors)).toBe(true);
  expect(report).toMatchObject({ score: 100, maxScore: 100, target: 'solutions', stack: 'embedded', lang: 'en' });
});

test('the starter fails with status 1, at most half of the points, and a finding for every failure', async () => {
  const submission = join(folder, 'submission');
  const { stdout, exitCode } = await threeAm(['grade', '01', '--submission', submission, '--report', 'json=-']);
  const report = JSON.parse(stdout) as Report;
  expect(exitCode).toBe(1);
  expect(report.score).toBeLessThanOrEqual(50);
  for (const check of report.lessons[0]?.checks ?? []) {
    expect(check.title).not.toBe(check.id);
    if (check.status !== 'failed') continue;
    expect(check.findings).not.toEqual([]);
    for (const { code, message } of check.findings) expect(message).not.toBe(code);
  }
});

test('the CLI, Vitest by itself, and observe with judge come to the same verdicts', async () => {
  const lesson = await loadLesson(LESSON);
  const source = join(ROOT, 'exercises', LESSON);
  const [cli, direct] = await Promise.all([
    threeAm(['grade', '01', '--seed', SEED, '--report', 'json=-']),
    observe({ lesson, root: ROOT, source, seed: Number(SEED) }).then((evidence) => judge(lesson, evidence)),
  ]);
  const file = join(folder, 'vitest.json');
  const vitest = ['run', '--project', 'grade', '--reporter', 'json', '--outputFile', file, LESSON];
  await execa('vitest', vitest, { cwd: ROOT, preferLocal: true, reject: false });
  const report = JSON.parse(cli.stdout) as Report;
  const tests = JSON.parse(await readFile(file, 'utf8')) as {
    testResults: { assertionResults: { title: string; status: string }[] }[];
  };

  const fromCli = (report.lessons[0]?.checks ?? []).map(({ id, status, findings }) => [
    id,
    status,
    findings.map(({ code }) => code),
  ]);
  const fromJudge = direct.map(({ id, status, findings }) => [id, status, findings.map(({ code }) => code)]);
  expect(fromCli).toEqual(fromJudge);
  const fromVitest = tests.testResults.flatMap(({ assertionResults }) =>
    assertionResults.map(({ title, status }) => [title, status]),
  );
  expect(fromVitest).toEqual(direct.map(({ id, status }) => [id, status]));
});
