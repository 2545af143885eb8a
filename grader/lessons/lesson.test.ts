import { expect, test } from 'vitest';
import { defineLesson, type Check, type Lesson } from './lesson.ts';

const check = (id: string, points: number, after?: string[]): Check => ({
  id,
  points,
  ...(after === undefined ? {} : { after }),
  codes: ['wrong'],
  judge: () => [],
});

const lessonOf = (...checks: Check[]): Lesson => ({
  id: '01-logs',
  services: { shop: 'app.ts' },
  runs: {},
  checks,
  tryOut: [],
});

test('a lesson that is well declared is given back as it is', () => {
  const lesson = lessonOf(
    check('ndjson', 60),
    check('fields', 30, ['ndjson']),
    check('levels', 10, ['ndjson', 'fields']),
  );
  expect(defineLesson(lesson)).toBe(lesson);
});

test.for<[what: string, checks: Check[], message: string]>([
  ['an id stands twice', [check('a', 50), check('a', 50)], '01-logs: the check id "a" stands twice'],
  ['a check comes after none', [check('a', 100, ['b'])], '01-logs: a comes after "b", which no earlier check is'],
  [
    'a check comes after a later one',
    [check('a', 50, ['b']), check('b', 50)],
    '01-logs: a comes after "b", which no earlier check is',
  ],
  ['a check comes after itself', [check('a', 100, ['a'])], '01-logs: a comes after "a", which no earlier check is'],
  ['there are too few points', [check('a', 50), check('b', 49)], '01-logs: the points sum to 99, not 100'],
  ['there are too many points', [check('a', 50), check('b', 51)], '01-logs: the points sum to 101, not 100'],
  ['there are no checks', [], '01-logs: the points sum to 0, not 100'],
])('a lesson is refused: %s', ([, checks, message]) => {
  expect(() => defineLesson(lessonOf(...checks))).toThrow(message);
});
