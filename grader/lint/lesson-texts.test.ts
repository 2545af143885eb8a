import { expect, test } from 'vitest';
import { stringify } from 'yaml';
import { printComplaint } from './complaint.ts';
import { lintLessonTexts } from './lesson-texts.ts';
import { lessonSource, writeCourse } from './test-course.ts';

const EN = 'lessons/01-logs/texts.en.yaml';
const KO = 'lessons/01-logs/texts.ko.yaml';

const LEVELS = {
  title: 'Levels',
  why: 'Noise.',
  learn: '#levels',
  findings: { 'health-noisy': 'Told {count} times.' },
  hints: ['Look.', 'Look there.', 'Do it so.'],
};

const complaintsOf = async (en: unknown, ko: unknown) => {
  const root = await writeCourse({
    'grader/lessons/01-logs/lesson.ts': lessonSource('01-logs', { levels: { points: 100, codes: ['health-noisy'] } }),
    [EN]: stringify(en),
    [KO]: stringify(ko),
  });
  return (await lintLessonTexts(root)).map(printComplaint);
};

const texts = (changes: object) => ({ checks: { levels: { ...LEVELS, ...changes } } });

test('complete texts in both languages have no complaints', async () => {
  expect(await complaintsOf(texts({}), texts({ title: '로그 레벨' }))).toEqual([]);
});

test('a check without texts', async () => {
  expect(await complaintsOf(texts({}), { checks: {} })).toEqual([
    `${KO}: check "levels" has no texts: add levels under checks, with title, why, learn, findings (health-noisy) and three hints`,
  ]);
});

test('a finding without a sentence, and a sentence without a finding', async () => {
  expect(await complaintsOf(texts({}), texts({ findings: { 'health-quiet': 'Ssh.' } }))).toEqual([
    `${KO}: check "levels" has no sentence for finding "health-noisy": add it under findings`,
    `${KO}: check "levels" never finds "health-quiet": remove it, or add it to the check's codes`,
  ]);
});

test('texts for a check that the lesson does not have', async () => {
  expect(await complaintsOf({ checks: { ...texts({}).checks, level: LEVELS } }, texts({}))).toEqual([
    `${EN}: "level" is no check of the lesson: remove it, or rename it to one`,
  ]);
});

test('things missing, empty, unknown, or too few', async () => {
  const changes = { title: ' ', why: undefined, learn: 'levels', hints: ['One.', 'Two.'], hint: 'Three.' };
  expect(await complaintsOf(texts(changes), texts({ findings: null }))).toEqual([
    `${EN}: checks.levels.title is empty: write it`,
    `${EN}: checks.levels.why is missing or no text: write it`,
    `${EN}: checks.levels.learn is no anchor: write "#" and a heading of the reading`,
    `${EN}: checks.levels.hints must be three: a nudge, where to look, how it is done`,
    `${EN}: checks.levels has unknown keys (hint): remove them`,
    `${KO}: checks.levels.findings is no map: give it a sentence for each finding`,
  ]);
});

test('placeholders that differ', async () => {
  expect(await complaintsOf(texts({}), texts({ findings: { 'health-noisy': '{cont}번 기록됨.' } }))).toEqual([
    `${KO}: checks.levels.findings.health-noisy has not the placeholders of the en text: add {count} and remove {cont}`,
  ]);
});

test('a file that is not there or holds something else', async () => {
  expect(await complaintsOf(texts({}), 'later')).toEqual([`${KO}: is no map: give it the one key checks`]);
  expect(await complaintsOf({ checks: [] }, texts({}))).toEqual([
    `${EN}: checks is no map: give it a key for each check`,
  ]);
});
