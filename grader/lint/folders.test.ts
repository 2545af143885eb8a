import { expect, test } from 'vitest';
import { printComplaint } from './complaint.ts';
import { lintFolders } from './folders.ts';
import { writeCourse } from './test-course.ts';

const COMPLETE = {
  'lessons/01-logs/README.md': '',
  'lessons/01-logs/README.ko.md': '',
  'lessons/01-logs/texts.en.yaml': '',
  'lessons/01-logs/starter/app.ts': '',
  'exercises/01-logs/app.ts': '',
  'solutions/01-logs/app.ts': '',
  'grader/lessons/01-logs/lesson.ts': '',
  'grader/lessons/01-logs/lesson.grade.ts': '',
};

const complaintsOf = async (files: Record<string, string>) =>
  (await lintFolders(await writeCourse(files))).map(printComplaint);

const without = (...paths: string[]) =>
  Object.fromEntries(Object.entries(COMPLETE).filter(([path]) => !paths.includes(path)));

test('a lesson in all trees has no complaints', async () => {
  expect(await complaintsOf(COMPLETE)).toEqual([]);
});

test('a lesson that one tree lacks', async () => {
  expect(await complaintsOf(without('solutions/01-logs/app.ts'))).toEqual([
    'solutions/01-logs: does not exist: add it, or remove 01-logs from lessons, exercises, solutions, grader/lessons',
  ]);
});

test('a lesson without its Korean reading and its grade file', async () => {
  const files = without('lessons/01-logs/README.ko.md', 'grader/lessons/01-logs/lesson.grade.ts');
  expect(await complaintsOf(files)).toEqual([
    'lessons/01-logs/README.ko.md: does not exist: add it',
    'grader/lessons/01-logs/lesson.grade.ts: does not exist: add it',
  ]);
});

test('a stray file in a lesson', async () => {
  expect(await complaintsOf({ ...COMPLETE, 'lessons/01-logs/notes.txt': '' })).toEqual([
    expect.stringContaining('lessons/01-logs/notes.txt: is not part of a lesson: remove it'),
  ]);
});

test('a folder that is no lesson', async () => {
  expect(await complaintsOf({ ...COMPLETE, 'exercises/1_logs/app.ts': '' })).toEqual([
    expect.stringContaining('exercises/1_logs: is no lesson: name it NN-slug'),
  ]);
});

test('two lessons with one number', async () => {
  const second = Object.fromEntries(
    Object.entries(COMPLETE).map(([path]) => [path.replace('01-logs', '01-metrics'), '']),
  );
  expect(await complaintsOf({ ...COMPLETE, ...second })).toEqual([
    'lessons/01-metrics: has the number of 01-logs: give it one of its own',
  ]);
});
