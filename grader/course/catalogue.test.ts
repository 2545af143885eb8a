import { expect, test } from 'vitest';
import { lessonIds, loadCard, loadLesson, resolveLesson } from './catalogue.ts';
import { LANGS } from './lang.ts';

const LESSON = '01-structured-logging';

test('lessons are folders NN-slug, in order', () => {
  const ids = lessonIds();
  expect(ids[0]).toBe(LESSON);
  expect(ids).toEqual(ids.toSorted());
  for (const id of ids) expect(id).toMatch(/^\d\d-[a-z0-9-]+$/);
});

test.for(['1', '01', 'structured-logging', LESSON])('%s means the first lesson', (word) => {
  expect(resolveLesson(word)).toBe(LESSON);
});

test.for([
  '',
  '0',
  '99',
  '001',
  '1.0',
  '1e0',
  '+1',
  '-1',
  ' 1',
  '１',
  'structured',
  'Structured-Logging',
  'logging',
  `${LESSON}/`,
  `../${LESSON}`,
])('%j means none', (word) => {
  expect(resolveLesson(word)).toBeUndefined();
});

test('every lesson can be loaded by its id, and has a card in every language', async () => {
  for (const id of lessonIds()) {
    expect((await loadLesson(id)).id).toBe(id);
    const { title, minutes, level } = await loadCard(id);
    expect(Object.keys(title).toSorted()).toEqual([...LANGS]);
    expect(minutes).toBeGreaterThan(0);
    expect(['beginner', 'intermediate', 'advanced']).toContain(level);
  }
});

test('a lesson that there is not cannot be loaded', async () => {
  await expect(loadLesson('99-none')).rejects.toThrow('99-none');
  await expect(loadCard('99-none')).rejects.toThrow('99-none');
});
