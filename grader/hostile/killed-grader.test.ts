import { readdir, readFile } from 'node:fs/promises';
import { join } from 'node:path';
import { execa } from 'execa';
import { expect, test, type TestContext } from 'vitest';
import { loadLesson } from '../course/catalogue.ts';
import { portsOf } from '../observe/listening.ts';
import { reportSchema } from '../report/schema.ts';
import { LESSON } from './grade-case.ts';
import { processesOf, waitFor } from './leftovers.ts';
import { openScratchCourse } from './scratch-course.ts';

/** How long a grade may take to come to the point at which it is ended. */
const START_MS = 20_000;

/** How long apps may take to notice that their grader is gone: they may be busy starting. */
const GONE_MS = 30_000;

/** How many connections tell that the crowd of customers is there. */
const CROWDED = 20;

const { runs: RUNS } = await loadLesson(LESSON);

/** When the grader is ended. Of its apps, some have not heard from it yet, some are about to answer, some are at work. */
const MOMENTS = {
  'while it starts its apps': (pids: number[]) => Promise.resolve(pids.length > 0),
  'while its apps start': (pids: number[]) => Promise.resolve(pids.length === Object.keys(RUNS).length),
  'while its apps serve': async (pids: number[]) => (await portsOfAll(pids)).length > 0,
  'while its apps are busy': async (pids: number[]) => (await connectionsTo(await portsOfAll(pids))) >= CROWDED,
};

const portsOfAll = async (pids: number[]): Promise<number[]> => (await Promise.all(pids.map(portsOf))).flat();

/** The connections to local ports, as far as the system tells (Linux). */
async function connectionsTo(ports: readonly number[]): Promise<number> {
  const ESTABLISHED = '01';
  const table = await readFile('/proc/net/tcp', 'utf8');
  const rows = table.split('\n').map((row) => row.trim().split(/\s+/));
  return rows.filter(([, local = '', , state]) => {
    const port = Number.parseInt(local.split(':')[1] ?? '', 16);
    return state === ESTABLISHED && ports.includes(port);
  }).length;
}

const cases = Object.entries(MOMENTS).map(([moment, reached]) => ({ moment, reached }));

/** Starts a grade of the solution, in a course of its own, and waits until `reached` says so of its apps. */
async function startGrade(
  reached: (pids: number[], commands: string[]) => Promise<boolean>,
  onTestFinished: TestContext['onTestFinished'],
  lesson = '01',
) {
  const course = await openScratchCourse();
  onTestFinished(() => course.close());
  const report = join(course.submission, 'report.json');
  const args = ['grader/cli/three-am.js', 'grade', lesson, '--solution', '--report', `json=${report}`];
  const grader = execa(process.execPath, args, { cwd: course.root, reject: false, env: { LANG: 'C', LC_ALL: 'C' } });
  const runs = join(course.root, '.grade', 'runs');
  await waitFor('a grade under way', START_MS, async () => {
    const processes = await processesOf(runs);
    const pids = processes.map(({ pid }) => pid);
    const commands = processes.map(({ command }) => command);
    return (await reached(pids, commands)) || undefined;
  });
  return { grader, report, runs };
}

test.for(cases)('a grader killed $moment leaves no app behind', async ({ reached }, { onTestFinished }) => {
  const { grader, runs } = await startGrade(reached, onTestFinished);
  grader.kill('SIGKILL');
  expect(await grader).toMatchObject({ signal: 'SIGKILL' });
  await expect.poll(() => processesOf(runs), { timeout: GONE_MS }).toEqual([]);
});

test.for(cases)('Ctrl-C $moment ends all and still writes the report', async ({ reached }, { onTestFinished }) => {
  const { grader, report, runs } = await startGrade(reached, onTestFinished);
  grader.kill('SIGINT');
  const { exitCode, stderr } = await grader;
  expect(stderr.trim()).toBe('Interrupted. Everything that was started has been ended.');
  expect(exitCode).toBe(130);
  expect(reportSchema.parse(JSON.parse(await readFile(report, 'utf8')))).toMatchObject({
    target: 'solutions',
    lessons: [],
  });
  await expect.poll(() => processesOf(runs), { timeout: GONE_MS }).toEqual([]);
  expect(await readdir(runs)).toEqual([]);
});

const ENGINES = ['prometheus', 'promtool', 'alertmanager'].flatMap((engine) =>
  (['SIGKILL', 'SIGINT'] as const).map((signal) => ({ engine, signal })),
);

test.for(ENGINES)(
  'of lesson 05 nothing is left when $signal comes while $engine runs',
  async (ending, { onTestFinished }) => {
    const runsNow = (_: number[], commands: string[]): Promise<boolean> =>
      Promise.resolve(commands.some((command) => command.split(' ')[0]?.endsWith(ending.engine)));
    const { grader, runs } = await startGrade(runsNow, onTestFinished, '05');
    grader.kill(ending.signal);
    await grader;
    await expect.poll(() => processesOf(runs), { timeout: GONE_MS }).toEqual([]);
  },
);
