import { expect, test } from 'vitest';
import { printComplaint } from './complaint.ts';
import { lintExercises } from './exercises.ts';
import { writeCourse } from './test-course.ts';

const STARTER = { 'lessons/01-logs/starter/app.ts': 'run();\n', 'lessons/01-logs/starter/lib/log.ts': 'log();\n' };

const complaintsOf = async (exercise: Record<string, string>) =>
  (await lintExercises(await writeCourse({ ...STARTER, ...exercise }))).map(printComplaint);

test('a copy of the starter has no complaints', async () => {
  expect(
    await complaintsOf({ 'exercises/01-logs/app.ts': 'run();\n', 'exercises/01-logs/lib/log.ts': 'log();\n' }),
  ).toEqual([]);
});

test('files that differ, by a byte, are missing or too many', async () => {
  const restore = 'restore it with "npm run reset -- 01", or change the starter alike';
  expect(await complaintsOf({ 'exercises/01-logs/app.ts': 'run();\r\n', 'exercises/01-logs/notes.txt': '' })).toEqual([
    `exercises/01-logs/app.ts: differs from lessons/01-logs/starter/app.ts: ${restore}`,
    `exercises/01-logs/lib/log.ts: is missing: ${restore}`,
    `exercises/01-logs/notes.txt: is not in lessons/01-logs/starter: ${restore}`,
  ]);
});

test('a missing exercise is left to the rule about folders', async () => {
  expect(await complaintsOf({})).toEqual([]);
});
