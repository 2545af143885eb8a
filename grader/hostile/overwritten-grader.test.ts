import { readFile } from 'node:fs/promises';
import { join } from 'node:path';
import { execa } from 'execa';
import { test, vi, type TestContext } from 'vitest';
import { reportSchema } from '../report/schema.ts';
import type { HostileCase } from './cases.ts';
import { LESSON, writeSubmission } from './grade-case.ts';
import { openScratchCourse } from './scratch-course.ts';

vi.setConfig({ maxConcurrency: 2 });

/** Grades an app as people do, by the command line, in a course of its own; gives the report's file as it is afterwards. */
async function grade(id: HostileCase['id'], onTestFinished: TestContext['onTestFinished']) {
  const course = await openScratchCourse();
  onTestFinished(() => course.close());
  await writeSubmission({ id }, join(course.submission, LESSON));
  const command = ['grader/cli/three-am.js', 'grade', '01', '--submission', course.submission];
  const grader = await execa(process.execPath, [...command, '--report', 'json=report.json'], {
    cwd: course.root,
    reject: false,
    env: { LANG: 'C', LC_ALL: 'C' },
  });
  const read = async (path: string): Promise<unknown> => JSON.parse(await readFile(join(course.root, path), 'utf8'));
  return { exitCode: grader.exitCode, report: reportSchema.parse(await read('report.json')), read };
}

test.concurrent(
  'an app that writes the report and the evidence gains nothing by it',
  async ({ expect, onTestFinished }) => {
    const { exitCode, report, read } = await grade('17-writes-the-report', onTestFinished);
    expect({ exitCode, score: report.score }).toEqual({ exitCode: 0, score: 100 });
    expect(report.lessons.map(({ status }) => status)).toEqual(['passed']);
    expect(await read(`.grade/${LESSON}/evidence.json`)).toMatchObject({
      lesson: LESSON,
      runs: { default: { outcome: 'ended' } },
    });
  },
);

test.concurrent('an app that rewrites the judge is refused without a point', async ({ expect, onTestFinished }) => {
  const { exitCode, report } = await grade('17-rewrites-the-judge', onTestFinished);
  expect({ exitCode, score: report.score }).toEqual({ exitCode: 1, score: 0 });
  const [lesson] = report.lessons;
  expect(lesson).toMatchObject({ status: 'violation', score: 0 });
  expect(lesson?.message).toContain('grader/lessons/judge.ts');
  expect(lesson?.checks.map(({ status }) => status)).toEqual(lesson?.checks.map(() => 'skipped'));
});
