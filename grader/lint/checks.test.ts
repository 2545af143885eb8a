import { expect, test } from 'vitest';
import { lintChecks } from './checks.ts';
import { printComplaint } from './complaint.ts';
import { lessonSource, writeCourse } from './test-course.ts';

const FILE = 'grader/lessons/01-logs/lesson.ts';

const complaintsOf = async (source: string) =>
  (await lintChecks(await writeCourse({ 'lessons/01-logs/README.md': '', [FILE]: source }))).map(printComplaint);

test('a well declared lesson has no complaints', async () => {
  const source = lessonSource('01-logs', {
    levels: { points: 40, codes: ['health-noisy'] },
    'last-words': { points: 60, codes: ['silent'] },
  });
  expect(await complaintsOf(source)).toEqual([]);
});

test('points that do not sum to 100', async () => {
  expect(await complaintsOf(lessonSource('01-logs', { levels: { points: 90, codes: ['noisy'] } }))).toEqual([
    `${FILE}: does not load (01-logs: the points sum to 90, not 100): put that right`,
  ]);
});

test('a module that throws', async () => {
  expect(await complaintsOf(`throw new Error('no such traffic');\n`)).toEqual([
    `${FILE}: does not load (no such traffic): put that right`,
  ]);
});

test('a lesson of another name, and ids that are no ids', async () => {
  const source = lessonSource('02-logs', {
    lastWords: { points: 50.5, codes: [] },
    levels: { points: 49.5, codes: ['TooLoud', 'noisy', 'noisy'] },
  });
  expect(await complaintsOf(source)).toEqual([
    `${FILE}: has the id "02-logs": make it "01-logs", as its folder is called`,
    `${FILE}: check "lastWords" is not kebab-case: rename it`,
    `${FILE}: check "lastWords" has 50.5 points: give it a whole number above 0`,
    `${FILE}: check "lastWords" has no finding codes: name each thing it can find`,
    `${FILE}: check "levels" has 49.5 points: give it a whole number above 0`,
    `${FILE}: finding "TooLoud" of check "levels" is not kebab-case: rename it`,
    `${FILE}: finding "noisy" of check "levels" stands twice: remove one`,
  ]);
});
