import { readdir } from 'node:fs/promises';
import { join } from 'node:path';
import { execa } from 'execa';
import { test, vi, type TestContext } from 'vitest';
import { loadLesson } from '../course/catalogue.ts';
import { loadToolTexts, sayFrom } from '../course/texts.ts';
import { DEFAULT_LIMITS } from '../observe/limits.ts';
import { printLesson } from '../report/pretty.ts';
import { reportSchema, type LessonReport } from '../report/schema.ts';
import { PLAIN } from '../report/style.ts';
import { CASES, type HostileCase } from './cases.ts';
import { gradeCase, LESSON, SOLUTION, writeSubmission } from './grade-case.ts';
import { processesOf } from './leftovers.ts';
import { openScratchCourse, type ScratchCourse } from './scratch-course.ts';
import { stabilise } from './stable-report.ts';

vi.setConfig({ maxConcurrency: 2 });

/** How long what was ended may take to be gone: the system's time, not the grader's. */
const GONE_MS = 2_000;

/** What a grader in a process of its own may take. */
const ALONE_MS = 30_000;
const ALONE_MEGABYTES = 1_024;

const lessonReportSchema = reportSchema.shape.lessons.element;
const say = sayFrom(await loadToolTexts('en'));
const { checks } = await loadLesson(LESSON);

test.concurrent.for(CASES)('$id', async (hostile, { expect, onTestFinished }) => {
  const course = await openCourse(hostile, onTestFinished);
  const report = hostile.alone === true ? await gradeAlone(course, hostile) : await gradeCase(course, hostile);
  const { message, output, ...rest } = report;
  const shown = hostile.anyEnd === true ? rest : report;
  const page = printLesson(stabilise(shown), { width: 80, style: PLAIN, say, langFlag: '' });

  expect({ status: report.status, score: report.score }).toEqual({ status: hostile.status, score: hostile.score });
  expect(message ?? '').not.toMatch(/undefined|null|NaN/);
  expect(lessonReportSchema.safeParse(report).error).toBeUndefined();
  expect(report.checks.map(({ id }) => id)).toEqual(checks.map(({ id }) => id));
  await expect(page).toMatchFileSnapshot(join(import.meta.dirname, hostile.id, 'report.txt'));
  // oxlint-disable-next-line no-control-regex -- what would act on a terminal
  expect(output?.join('') ?? '').not.toMatch(/[\u0000-\u001f\u007f-\u009f]/);
  // oxlint-disable-next-line no-control-regex -- the same, but for the ends of its lines
  expect(page).not.toMatch(/[\u0000-\u0009\u000b-\u001f\u007f-\u009f]/);

  await expect.poll(() => processesOf(course.root), { timeout: GONE_MS }).toEqual([]);
  expect(await workplacesOf(course)).toEqual([]);
  expect(await course.touched()).toEqual(hostile.writes ?? []);
});

/** Apps that would disturb whoever is graded beside them. */
const NEIGHBOURS = CASES.filter(({ id }) =>
  ['05-floods-stdout', '08-leaves-a-child', '15-floods-ipc', '18-takes-ports'].includes(id),
);

test.concurrent.for(NEIGHBOURS)(
  'beside $id, a right app is judged as if it were alone',
  async (hostile, { expect, onTestFinished }) => {
    const course = await openCourse(hostile, onTestFinished);
    const [report] = await Promise.all([
      // With what learners get: a neighbour that takes a processor for itself does make it slower.
      gradeCase({ root: course.root, submission: SOLUTION }, { limits: DEFAULT_LIMITS }),
      gradeCase(course, hostile),
    ]);
    expect(report).toEqual(await alone());
  },
);

/** The right app's report when nobody else is graded; made once. */
function alone(): Promise<LessonReport> {
  reportAlone ??= gradeSolution();
  return reportAlone;
}

let reportAlone: Promise<LessonReport> | undefined;

async function gradeSolution(): Promise<LessonReport> {
  const course = await openScratchCourse();
  try {
    return await gradeCase({ root: course.root, submission: SOLUTION });
  } finally {
    await course.close();
  }
}

/** A course in which nothing but the case's submission is to be graded. */
async function openCourse(hostile: HostileCase, onTestFinished: TestContext['onTestFinished']): Promise<ScratchCourse> {
  const course = await openScratchCourse();
  onTestFinished(() => course.close());
  await writeSubmission(hostile, course.submission);
  await course.note();
  return course;
}

/** In a process group of its own, with little memory and little time: what the app does to its grader stays there. */
async function gradeAlone(
  { root, submission }: ScratchCourse,
  { limits, firstRunOnly }: HostileCase,
): Promise<LessonReport> {
  const script = join(import.meta.dirname, 'grade-alone.ts');
  const memory = `--max-old-space-size=${ALONE_MEGABYTES}`;
  const options = JSON.stringify({ limits, firstRunOnly });
  const { stdout } = await execa(process.execPath, [memory, script, root, submission, options], {
    detached: true,
    timeout: ALONE_MS,
    killSignal: 'SIGKILL',
  });
  return JSON.parse(stdout) as LessonReport;
}

async function workplacesOf({ root }: ScratchCourse): Promise<string[]> {
  return await readdir(join(root, '.grade', 'runs')).catch(() => []);
}
