import { execa } from 'execa';
import stringWidth from 'string-width';
import { describe, expect, test } from 'vitest';
import { loadToolTexts, sayFrom } from '../course/texts.ts';
import { ROOT } from '../course/paths.ts';
import { PLAIN } from '../report/style.ts';
import { dashboard, type DashboardOptions } from './dashboard.ts';

/** What the command prints to a terminal of some columns. */
async function draw(options: DashboardOptions, width: number): Promise<string> {
  let printed = '';
  const status = await dashboard(
    '04',
    { solution: true, ...options },
    {
      lang: 'en',
      say: sayFrom(await loadToolTexts('en')),
      langFlag: '',
      width,
      style: PLAIN,
      print: (text) => void (printed += text),
      complain: () => undefined,
      progress: () => undefined,
    },
  );
  expect(status).toBe(0);
  return printed;
}

describe('npm run dashboard', () => {
  test('draws all panels in their rows, in 80 columns', async () => {
    const printed = await draw({}, 80);
    expect(printed).toContain('range "hour"');
    const rows = ['Overview', 'Endpoints', 'Resources', 'Business'].map((row) => printed.indexOf(`\n${row}\n`));
    expect(rows).toEqual(rows.toSorted((a, b) => a - b));
    expect(rows[0]).toBeGreaterThan(0);
    expect(printed.match(/^ {2}\d\d {2}\S/gm)).toHaveLength(19);
    for (const line of printed.split('\n')) expect(stringWidth(line)).toBeLessThanOrEqual(80);
  });

  test('draws one panel of one range, as wide as there is room', async () => {
    const [narrow, wide] = await Promise.all([80, 120].map((width) => draw({ panel: '34', view: 'burst' }, width)));
    expect(narrow).toContain('range "burst"');
    expect(narrow?.match(/^ {2}\d\d {2}\S/gm)).toEqual(['  34  N']);
    expect(wide?.match(/^ {2}shop-1 in +\S+ [kM]B\/s {2}\S+$/m)?.[0].length).toBeGreaterThan(
      narrow?.match(/^ {2}shop-1 in .*$/m)?.[0].length ?? 0,
    );
  });
});

async function threeAm(...args: string[]) {
  const { stdout, stderr, exitCode } = await execa(process.execPath, ['grader/cli/three-am.js', ...args], {
    cwd: ROOT,
    reject: false,
    env: { LANG: 'C', LC_ALL: 'C', NO_COLOR: '' },
  });
  return { stdout, stderr, exitCode };
}

test('its help says what each option is for', async () => {
  const { stdout, exitCode } = await threeAm('dashboard', '--help');
  expect(exitCode).toBe(0);
  expect(stdout).toMatch(/--panel <id> +only the panel of this id/);
  expect(stdout).toMatch(/--view <range> +a time range/);
  expect(stdout).toMatch(/--solution +draw the dashboard of the reference solution/);
});

test('into a pipe it writes no colours', async () => {
  const { stdout, stderr, exitCode } = await threeAm('dashboard', '04', '--solution', '--panel', '11');
  expect({ stderr, exitCode }).toEqual({ stderr: '', exitCode: 0 });
  expect(stdout).toMatch(/^ {2}11 {2}Requests$/m);
  // oxlint-disable-next-line no-control-regex -- that is what must not be there
  expect(stdout).not.toMatch(/\u001b/);
});

test.each([
  [
    ['04', '--solution', '--panel', '99'],
    'There is no panel 99 in the dashboard of solutions/04-grafana-red-dashboards.',
  ],
  [['04', '--view', 'never'], '"never" is no time range of the lesson: use one of hour, '],
  [['01'], 'Lesson 01-structured-logging has no dashboard.'],
  [['99'], 'There is no lesson "99". There are: '],
])('%j is refused in one line', async (args, says) => {
  const { stdout, stderr, exitCode } = await threeAm('dashboard', ...args);
  expect({ stdout, exitCode }).toEqual({ stdout: '', exitCode: 2 });
  expect(stderr.startsWith(says)).toBe(true);
  expect(stderr.split('\n')).toHaveLength(1);
});

test('npm run promql speaks of ranges where nothing is run', async () => {
  const { stdout, exitCode } = await threeAm('promql', '04', 'sum(db_pool_waiting)', '--at', 'slow');
  expect(exitCode).toBe(0);
  expect(stdout).toMatch(/^At \S+ \(end of the range "slow"\)$/m);
  expect(stdout).toMatch(/^value +around it$/m);
  expect(stdout).toContain('Around it, in seconds from');
});
