import { expect, test } from 'vitest';
import { printComplaint } from './complaint.ts';
import { lintLessonCards } from './lesson-card.ts';
import { writeCourse } from './test-course.ts';

const FILE = 'lessons/01-logs/lesson.yaml';

const complaintsOf = async (files: Record<string, string>) =>
  (await lintLessonCards(await writeCourse(files))).map(printComplaint);

test('a complete card has no complaints', async () => {
  const text = 'title: { en: Logs, ko: 로그 }\nminutes: 90\nlevel: beginner\n';
  expect(await complaintsOf({ [FILE]: text })).toEqual([]);
});

test('each thing that is missing or wrong', async () => {
  const text = 'title: { en: " " }\nminutes: 1.5\nlevel: easy\ntags: []\n';
  expect(await complaintsOf({ [FILE]: text })).toEqual([
    `${FILE}: title.en is empty: write it`,
    `${FILE}: title.ko is missing: write it`,
    `${FILE}: minutes is no whole number above 0: say how long the lesson takes`,
    `${FILE}: level is none of beginner, intermediate, advanced: choose one`,
    `${FILE}: has unknown keys (tags): remove them`,
  ]);
});

test('an empty card and a missing one', async () => {
  expect(await complaintsOf({ [FILE]: '' })).toEqual([`${FILE}: is no map: give it title, minutes and level`]);
  expect(await complaintsOf({ 'lessons/01-logs/README.md': '' })).toEqual([`${FILE}: does not exist: add it`]);
});
