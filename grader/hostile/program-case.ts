import { test, vi } from 'vitest';
import { loadLesson } from '../course/catalogue.ts';
import type { Check } from '../lessons/lesson.ts';
import type { Limits } from '../observe/limits.ts';
import type { LessonReport } from '../report/schema.ts';
import { gradeCase } from './grade-case.ts';
import { processesOf } from './leftovers.ts';
import { openScratchCourse } from './scratch-course.ts';

/** An app whose telemetry is broken or means harm: a program beside a lesson's reference solution, and what must become of it. */
export interface ProgramCase {
  /** It begins with the row of robustness.md that it stands for. */
  id: string;
  program: string;
  status: LessonReport['status'];
  /** The lesson's message; absent: there is none. */
  message?: RegExp;
  /** The checks that fail, with what they found, by the alphabet. */
  fails: Record<string, string[]>;
  /** Other limits than those of hostile apps, which are shorter than a learner's. */
  limits?: Partial<Limits>;
  /** Whether all checks are skipped; otherwise those are that come after one that fails. */
  skips?: 'all';
}

/** How long what was ended may take to be gone: the system's time, not the grader's. */
const GONE_MS = 2_000;

/**
 * Makes a test of each case.
 * @param writeApp puts the case's program and the solution into a folder
 */
export async function testPrograms<Case extends ProgramCase>(
  lesson: string,
  cases: readonly Case[],
  writeApp: (hostile: Case, folder: string) => Promise<void>,
): Promise<void> {
  vi.setConfig({ maxConcurrency: 2 });
  const { checks } = await loadLesson(lesson);
  test.concurrent.for(cases)('$id', async (hostile, { expect, onTestFinished }) => {
    const course = await openScratchCourse();
    onTestFinished(() => course.close());
    await writeApp(hostile, course.submission);
    const { limits = {} } = hostile;
    const report = await gradeCase(course, { lesson, limits });
    const failed = report.checks.filter(({ status }) => status === 'failed');
    expect({
      status: report.status,
      fails: Object.fromEntries(failed.map(({ id, findings }) => [id, findings.map(({ code }) => code).toSorted()])),
      skipped: report.checks.filter(({ status }) => status === 'skipped').map(({ id }) => id),
    }).toEqual({ status: hostile.status, fails: hostile.fails, skipped: skippedBy(hostile, checks) });
    if (hostile.message === undefined) expect(report.message).toBeUndefined();
    else expect(report.message).toMatch(hostile.message);
    // Nothing that an app says reaches the terminal as anything but text.
    const shown = [report.exhibits, ...failed].map((part) => JSON.stringify(part ?? '')).join('');
    expect(shown).not.toMatch(/(?<!\\)\\u(?:00[01]|202e|d8)/);
    await expect.poll(() => processesOf(course.root), { timeout: GONE_MS }).toEqual([]);
  });
}

function skippedBy({ fails, skips }: ProgramCase, checks: readonly Check[]): string[] {
  if (skips === 'all') return checks.map(({ id }) => id);
  const notPassed = new Set(Object.keys(fails));
  return checks.flatMap(({ id, after = [] }) => {
    if (!after.some((name) => notPassed.has(name))) return [];
    notPassed.add(id);
    return fails[id] === undefined ? [id] : [];
  });
}
