import { mkdir } from 'node:fs/promises';
import { join } from 'node:path';
import { expect, test } from 'vitest';
import { printComplaint } from './complaint.ts';
import { lintReportSchema, writeReportSchema } from './report-schema.ts';
import { writeCourse } from './test-course.ts';

const FILE = 'grader/report/report.schema.json';

test('what was written has no complaints', async () => {
  const root = await writeCourse({});
  await mkdir(join(root, 'grader/report'), { recursive: true });
  await writeReportSchema(root);
  expect(await lintReportSchema(root)).toEqual([]);
});

test('a schema that is missing, and one of an earlier model', async () => {
  expect((await lintReportSchema(await writeCourse({}))).map(printComplaint)).toEqual([
    `${FILE}: does not exist: run "node grader/lint/lint.ts --write"`,
  ]);
  expect((await lintReportSchema(await writeCourse({ [FILE]: '{}\n' }))).map(printComplaint)).toEqual([
    `${FILE}: is not what grader/report/schema.ts gives: run "node grader/lint/lint.ts --write"`,
  ]);
});
