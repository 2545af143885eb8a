import { expect, test } from 'vitest';
import { lessonIds } from './catalogue.ts';
import { LANGS } from './lang.ts';
import { fill, loadLessonTexts, loadToolTexts, sayFrom } from './texts.ts';

test.for<[template: string, params: Record<string, string | number>, filled: string]>([
  ['nothing to fill', { name: 'x' }, 'nothing to fill'],
  ['{a} and {b}, {a}', { a: 'one', b: 2 }, 'one and 2, one'],
  ['{a}', { a: 0 }, '0'],
  ['"{a}"', { a: '' }, '""'],
  ['{a} {missing}', { a: 'x' }, 'x {missing}'],
  ['{a}', { a: '{b}', b: 'no' }, '{b}'],
  ['{a}', { a: '$& $1 $`' }, '$& $1 $`'],
  ['{ a } {} {a-b} {a', { a: 'x' }, '{ a } {} {a-b} {a'],
  ['{{a}}', { a: 'x' }, '{x}'],
  ['{maxScore}점 중 {score}점', { score: 1, maxScore: 2 }, '2점 중 1점'],
  ['{constructor} {toString}', {}, '{constructor} {toString}'],
])('%j filled with %j is %j', ([template, params, filled]) => {
  expect(fill(template, params)).toBe(filled);
});

test('a sentence is said by its key, and a missing one shows its key', () => {
  const say = sayFrom({ 'report.seed': 'seed {seed}', empty: '' });
  expect(say('report.seed', { seed: 7 })).toBe('seed 7');
  expect(say('report.seed')).toBe('seed {seed}');
  expect(say('empty')).toBe('');
  expect(say('report.none', { seed: 7 })).toBe('report.none');
});

test("the tool's and each lesson's texts load in every language", async () => {
  for (const lang of LANGS) {
    expect(await loadToolTexts(lang)).toHaveProperty(['status.passed']);
    for (const id of lessonIds()) expect((await loadLessonTexts(id, lang)).checks).toBeTypeOf('object');
  }
});

test('the languages are told apart', async () => {
  const [english, korean] = await Promise.all(LANGS.map((lang) => loadToolTexts(lang)));
  expect(korean?.['status.failed']).toMatch(/\p{Script=Hangul}/u);
  expect(english?.['status.failed']).not.toMatch(/\p{Script=Hangul}/u);
});

test('texts of a lesson that there is not cannot be loaded', async () => {
  await expect(loadLessonTexts('99-none', 'en')).rejects.toThrow('99-none');
});
