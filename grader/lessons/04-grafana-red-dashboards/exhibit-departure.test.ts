import { expect, test } from 'vitest';
import { findingOf } from './exhibit-departure.ts';

const PLACE = { file: 'dashboards/shop.json', line: 1, column: 1, text: '"expr": "sum(x)"' };
const ANSWER = { id: 11, title: '', description: '', unit: '', row: null, place: PLACE, queries: [PLACE], shown: [] };

const nothing = () => new Map();
const NO_TRUTHS = { within: nothing, averaged: nothing, over: nothing };

test('a query of several lines keeps them, and each stays where the others are', () => {
  const query = `sum(\n\trate(x[5m])\r\n)\n/ ${'y + '.repeat(20)}z`;
  const departure = { code: 'refused' as const, view: 'hour' as const, part: {}, query, factor: 1 };
  const { drawing } = findingOf({ key: 'requestRate', answer: ANSWER, departure }, NO_TRUTHS);
  expect(drawing).toEqual(['> sum(', '    rate(x[5m])', '  )', `  / ${'y + '.repeat(17)}`, '  y + y + y + z']);
});
