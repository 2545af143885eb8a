import stringWidth from 'string-width';
import { expect, test } from 'vitest';
import { createRandom, type Random } from '../../shop/random.ts';
import { fitExcerpt } from './fit-excerpt.ts';

const columns = (text: string) => stringWidth(text);

test('an excerpt that fits is shown whole', () => {
  expect(fitExcerpt('{"a":1}', 7)).toEqual({ text: '{"a":1}', from: 0, length: 0 });
  expect(fitExcerpt('', 40, { start: 0, length: 0 })).toEqual({ text: '', from: 0, length: 0 });
});

test('an excerpt that just fits is shown whole, wherever its mark is', () => {
  const excerpt = `${'<'.repeat(10)}MARK`;
  expect(fitExcerpt(excerpt, 14, { start: 10, length: 4 })).toEqual({ text: excerpt, from: 10, length: 4 });
});

test('the mark of an excerpt that fits is counted in columns', () => {
  const excerpt = '요청 🫖 ada';
  expect(fitExcerpt(excerpt, 20, { start: 6, length: 3 })).toEqual({ text: excerpt, from: 8, length: 3 });
  expect(fitExcerpt(excerpt, 20, { start: 0, length: 2 })).toEqual({ text: excerpt, from: 0, length: 4 });
  expect(fitExcerpt(excerpt, 20, { start: 3, length: 2 })).toEqual({ text: excerpt, from: 5, length: 2 });
});

test('without a mark the beginning is shown', () => {
  expect(fitExcerpt('abcdefghijkl', 8)).toEqual({ text: 'abcdefg…', from: 0, length: 0 });
  expect(fitExcerpt('가나다라마바사', 8)).toEqual({ text: '가나다…', from: 0, length: 0 });
});

test('a mark in the middle stays in sight, a third of the line before it', () => {
  const excerpt = `${'<'.repeat(50)}MARK${'>'.repeat(50)}`;
  expect(fitExcerpt(excerpt, 30, { start: 50, length: 4 })).toEqual({
    text: '…<<<<<<<<<<MARK>>>>>>>>>>>>>>…',
    from: 11,
    length: 4,
  });
});

test('a mark at the beginning, and one at the end', () => {
  expect(fitExcerpt(`MARK${'>'.repeat(50)}`, 12, { start: 0, length: 4 })).toEqual({
    text: 'MARK>>>>>>>…',
    from: 0,
    length: 4,
  });
  expect(fitExcerpt(`${'<'.repeat(50)}MARK`, 12, { start: 50, length: 4 })).toEqual({
    text: '…<<<<MARK',
    from: 5,
    length: 4,
  });
});

test('a mark that fits the line is shown whole, though less stands before it', () => {
  const secret = 's'.repeat(26);
  const { text, from, length } = fitExcerpt(`${'<'.repeat(40)}${secret}${'>'.repeat(40)}`, 32, {
    start: 40,
    length: 26,
  });
  expect(length).toBe(26);
  expect(text.slice(from, from + length)).toBe(secret);
  expect(columns(text)).toBeLessThanOrEqual(32);
});

test('a mark that is wider than the line is shown from its beginning', () => {
  const { text, from, length } = fitExcerpt(`${'<'.repeat(40)}${'s'.repeat(100)}`, 32, { start: 40, length: 100 });
  expect(text.slice(from)).toBe(`${'s'.repeat(length)}…`);
  expect(length).toBeGreaterThan(16);
  expect(columns(text)).toBe(32);
});

test('no character is cut in two', () => {
  const family = '👩🏽‍🚀';
  const { text } = fitExcerpt(family.repeat(30), 11, { start: family.length * 15, length: family.length });
  expect(text).toBe(`…${family}${family}${family}${family}…`);
});

const PIECES = ['a', '"', ' ', '요', '청', '🫖', 'é', 'e\u0301', '🇰🇷', '👍🏽', '1️⃣', '한'];

const some = (random: Random, most: number) =>
  Array.from({ length: random.int(0, most) }, () => random.pick(PIECES)).join('');

test('whatever the text, it is never wider than the line, and no mark that fits is cut out', () => {
  for (let seed = 0; seed < 1500; seed += 1) {
    const random = createRandom(seed);
    const width = random.int(8, 60);
    const [before, mark, after] = [some(random, 60), `M${some(random, 25)}`, some(random, 60)];
    const { text, from, length } = fitExcerpt(before + mark + after, width, {
      start: before.length,
      length: mark.length,
    });
    expect(columns(text), `seed ${seed}: width`).toBeLessThanOrEqual(width);
    // Beside the mark there may be an ellipsis on either side.
    const fits = columns(mark) <= width - 2 || columns(before + mark + after) <= width;
    const shown = fits ? mark : text.slice(text.indexOf('M')).replace(/…$/, '');
    expect(text, `seed ${seed}: ${JSON.stringify({ before, mark, after, width })}`).toContain(shown);
    expect(length, `seed ${seed}: length`).toBe(fits ? columns(mark) : columns(shown));
    expect(columns(text.slice(0, text.indexOf(shown))), `seed ${seed}: from`).toBe(from);
  }
});
