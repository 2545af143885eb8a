import { expect, test } from 'vitest';
import { z } from 'zod';
import { departures } from './shape.ts';

const schema = z.strictObject(
  { title: z.strictObject({ en: z.string('is missing: write it') }) },
  'is no map: write one',
);

test('nothing is said of data that fits', () => {
  expect(departures(schema, { title: { en: 'Logs' } })).toEqual([]);
});

test('the place comes first, the remedy last', () => {
  expect(departures(schema, { title: {} })).toEqual(['title.en is missing: write it']);
  expect(departures(schema, { title: {} }, 'lesson')).toEqual(['lesson.title.en is missing: write it']);
  expect(departures(schema, null)).toEqual(['is no map: write one']);
});

test('unknown keys are named', () => {
  expect(departures(schema, { title: { en: 'Logs', fr: 'Journaux' }, tags: [] })).toEqual([
    'title has unknown keys (fr): remove them',
    'has unknown keys (tags): remove them',
  ]);
});
