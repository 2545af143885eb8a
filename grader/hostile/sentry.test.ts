import { cp, writeFile } from 'node:fs/promises';
import { join } from 'node:path';
import { test, vi } from 'vitest';
import { loadLesson } from '../course/catalogue.ts';
import { ROOT } from '../course/paths.ts';
import { gradeCase } from './grade-case.ts';
import { processesOf } from './leftovers.ts';
import { openScratchCourse } from './scratch-course.ts';
import { SENTRY_CASES, type SentryCase } from './sentry-cases.ts';

vi.setConfig({ maxConcurrency: 2 });

const LESSON = '06-sentry-errors';
const SOLUTION = join(ROOT, 'solutions', LESSON);

/** How long what was ended may take to be gone: the system's time, not the grader's. */
const GONE_MS = 2_000;

const { checks } = await loadLesson(LESSON);

/** The app: Sentry as the solution has it, then what is wrong with the app, and then the solution. */
async function writeApp({ program }: SentryCase, folder: string): Promise<void> {
  await cp(SOLUTION, join(folder, 'solution'), { recursive: true });
  await writeFile(join(folder, 'instrument.ts'), "import './solution/instrument.ts';\n");
  await writeFile(join(folder, 'app.ts'), `${program}\nawait import('./solution/app.ts');\n`);
}

/** The checks that are skipped because of those that fail. */
function skippedBy({ fails, skips }: SentryCase): string[] {
  if (skips === 'all') return checks.map(({ id }) => id);
  const after = checks.filter(
    ({ id, after: names = [] }) => !Object.hasOwn(fails, id) && names.some((name) => Object.hasOwn(fails, name)),
  );
  return skips === 'after' ? after.map(({ id }) => id) : [];
}

test.concurrent.for(SENTRY_CASES)('$id', async (hostile, { expect, onTestFinished }) => {
  const course = await openScratchCourse();
  onTestFinished(() => course.close());
  await writeApp(hostile, course.submission);
  const report = await gradeCase(course, { lesson: LESSON });
  const failed = report.checks.filter(({ status }) => status === 'failed');
  const skipped = report.checks.filter(({ status }) => status === 'skipped').map(({ id }) => id);

  expect({
    status: report.status,
    fails: Object.fromEntries(failed.map(({ id, findings }) => [id, findings.map(({ code }) => code).toSorted()])),
  }).toEqual({ status: hostile.status, fails: hostile.fails });
  if (hostile.message === undefined) expect(report.message).toBeUndefined();
  else expect(report.message).toMatch(hostile.message);
  expect(skipped).toEqual(skippedBy(hostile));
  const shown = [report.exhibits, ...failed].map((part) => JSON.stringify(part ?? '')).join('');
  expect(shown).not.toMatch(/(?<!\\)\\u(?:00[01]|202e|d8)/);
  await expect.poll(() => processesOf(course.root), { timeout: GONE_MS }).toEqual([]);
});
