import { cp, mkdir, mkdtemp, readFile, rm, symlink } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { execa } from 'execa';
import { afterAll, beforeAll, describe, expect, test } from 'vitest';
import { ROOT } from '../course/paths.ts';

/** A course of this test's own, so that nobody else's grade comes in between. */
let course: string;

const PARTS = ['grader', 'lessons', 'shop', 'solutions', 'package.json', 'package-lock.json'];

async function threeAm(...args: string[]) {
  const { stdout, stderr, exitCode } = await execa(process.execPath, ['grader/cli/three-am.js', ...args], {
    cwd: course,
    reject: false,
    env: { LANG: 'C', LC_ALL: 'C', NO_COLOR: '1' },
  });
  return { stdout, stderr, exitCode };
}

beforeAll(async () => {
  course = await mkdtemp(join(tmpdir(), 'three-am-promql-test-'));
  await mkdir(course, { recursive: true });
  for (const part of PARTS) await cp(join(ROOT, part), join(course, part), { recursive: true });
  await symlink(join(ROOT, 'node_modules'), join(course, 'node_modules'));
  await threeAm('grade', '02', '--solution', '--seed', '7');
});

afterAll(() => rm(course, { recursive: true, force: true }));

describe('after a grade of lesson 02, npm run promql', () => {
  test('gives a table and, for one series, a plot', async () => {
    const { stdout, stderr, exitCode } = await threeAm('promql', '02', 'db_pool_in_use', '--at', 'exhausted');
    expect({ stderr, exitCode }).toEqual({ stderr: '', exitCode: 0 });
    expect(stdout).toMatch(/^At \d{4}-\S+Z \(scrape "exhausted"\)$/m);
    expect(stdout).toMatch(/^__name__ +instance +job +value +over the run$/m);
    expect(stdout).toMatch(/^db_pool_in_use +shop-1 +shop +10 +▁+\S+$/m);
    expect(stdout).toContain('Over the run, in seconds from');
    expect(stdout).toContain('10┤');
  });

  test('names the labels in which several series differ, and no others', async () => {
    const { stdout } = await threeAm('promql', '02', 'inventory_stock');
    expect(stdout).toMatch(/^category +value +over the run$/m);
    expect(stdout.match(/^(?:lamps|chairs|teapots|clocks) +\d+ /gm)).toHaveLength(4);
    expect(stdout).not.toContain('┤');
    // oxlint-disable-next-line no-control-regex -- no colours in pipes
    expect(stdout).not.toMatch(/\u001b/);
  });

  test.for<[args: string[], says: RegExp]>([
    [['02', 'sum('], /^Prometheus refuses the query: .*parse error.*$/],
    [['02', 'up', '--at', 'noon'], /^"noon" is no time: .*\(boot, browsed, .*end\)\.$/],
    [['01', 'up'], /^Lesson 01-structured-logging has no metrics to ask about\.$/],
    [['02'], /missing required argument 'query'.*npm run promql -- --help$/],
  ])('refuses in one line what it cannot answer: %o', async ([args, says]) => {
    const { stdout, stderr, exitCode } = await threeAm('promql', ...args);
    expect({ stdout, exitCode }).toEqual({ stdout: '', exitCode: 2 });
    expect(stderr).toMatch(says);
  });

  test('says of a query without an answer that there is none', async () => {
    const { stdout, exitCode } = await threeAm('promql', '02', 'nothing_of_the_kind');
    expect(exitCode).toBe(0);
    expect(stdout).toContain('The query gives no series at that moment.');
  });
});

test('before any grade it says what to do', async () => {
  await rm(join(course, '.grade', '02-prometheus-metrics'), { recursive: true });
  expect(await threeAm('promql', '02', 'up')).toEqual({
    stdout: '',
    stderr: 'Lesson 02-prometheus-metrics has not been graded here yet. Run: npm run grade -- 02',
    exitCode: 2,
  });
});

test('a missing engine is one line, exit 2, and the report is written all the same', async () => {
  const file = join(course, 'report.json');
  const { stderr, exitCode } = await execa(
    process.execPath,
    ['grader/cli/three-am.js', 'grade', '01', '02', '--solution', '--report', `json=${file}`],
    {
      cwd: course,
      reject: false,
      env: { LANG: 'C', LC_ALL: 'C', NO_COLOR: '1', THREE_AM_PROMETHEUS: join(course, 'nope') },
    },
  );
  expect({ stderr, exitCode }).toEqual({
    stderr: `THREE_AM_PROMETHEUS: ${join(course, 'nope')} is no executable file. Correct the path, or unset THREE_AM_PROMETHEUS.`,
    exitCode: 2,
  });
  const report = JSON.parse(await readFile(file, 'utf8')) as object;
  expect(report).toMatchObject({
    score: null,
    engines: {},
    lessons: [
      { id: '01-structured-logging', status: 'passed', score: 100 },
      { id: '02-prometheus-metrics', status: 'error', score: null, reason: 'missing-tool', checks: [] },
    ],
  });
});
