import { expect, test } from 'vitest';
import { createRandom } from '../../shop/random.ts';
import { cutText, excerptOf, printable } from './excerpt.ts';

/** What would act on a terminal or end a line somewhere. */
const HARMFUL = /[\p{Cc}\p{Cf}\p{Cs}\p{Zl}\p{Zp}]/u;

test.for<[text: string, shown: string]>([
  ['plain text, 요청, 🫖, é, a\u00a0space', 'plain text, 요청, 🫖, é, a\u00a0space'],
  ['tab\tfeed\nreturn\rnul\0', String.raw`tab\x09feed\x0areturn\x0dnul\x00`],
  ['\u001b[2J\u009b31mred', String.raw`\x1b[2J\x9b31mred`],
  ['a\u2028b\u2029c', String.raw`a\u2028b\u2029c`],
  ['\u202Eevil\u2066\u200f\u061c', String.raw`\u202eevil\u2066\u200f\u061c`],
  ['zero\u200bwidth\u{FEFF}\u00ad', String.raw`zero\u200bwidth\ufeff\xad`],
  ['not \u{FFFD} UTF-8', String.raw`not \ufffd UTF-8`],
  ['a tag \u{E0041}', String.raw`a tag \u{e0041}`],
  ['half of a teapot \ud83e', String.raw`half of a teapot \ud83e`],
  ['', ''],
])('%j is shown as %j', ([text, shown]) => {
  expect(printable(text)).toBe(shown);
});

test('no control character of Unicode gets through', () => {
  for (let plane = 0; plane <= 0x10ffff; plane += 0x1000) {
    const points = Array.from({ length: 0x1000 }, (_, index) => plane + index).filter(
      (point) => (point & 0x1ff800) !== 0xd800,
    );
    expect(printable(String.fromCodePoint(...points)), `U+${plane.toString(16)}`).not.toMatch(HARMFUL);
  }
});

test('no random text gets a control character through, and what is harmless stays', () => {
  for (let seed = 0; seed < 300; seed += 1) {
    const random = createRandom(seed);
    const points = Array.from({ length: 50 }, () => random.int(0, random.pick([0x20, 0xff, 0x2fff, 0xffff, 0x10ffff])));
    const text = points.map((point) => String.fromCodePoint(point)).join('');
    const shown = printable(text);
    expect(shown, `seed ${seed}`).not.toMatch(HARMFUL);
    expect(shown.replaceAll(/\\(?:x..|u[\da-f]{4}|u\{[\da-f]{5,6}\})/g, '')).toBe(
      text.replaceAll(/[\p{Cc}\p{Cf}\p{Cs}\p{Zl}\p{Zp}\u{FFFD}]/gu, ''),
    );
  }
});

test('a short line is shown whole, its part marked', () => {
  expect(excerptOf('{"a":1}')).toEqual({ excerpt: '{"a":1}', column: 1 });
  expect(excerptOf('{"a":1}', 1, 3)).toEqual({ excerpt: '{"a":1}', column: 2, mark: { start: 1, length: 3 } });
  expect(excerptOf('')).toEqual({ excerpt: '', column: 1 });
});

test('the mark is counted in characters of the excerpt, the column in those of the line', () => {
  expect(excerptOf('\t\u2028x\0y', 3, 2)).toEqual({
    excerpt: String.raw`\x09\u2028x\x00y`,
    column: 4,
    mark: { start: 11, length: 5 },
  });
});

test.for<[what: string, from: number, length: number, shown: string, column: number]>([
  ['nothing in particular', 0, 0, `${'<'.repeat(240)}…`, 1],
  ['the middle', 500, 4, `…${'<'.repeat(60)}MARK${'>'.repeat(176)}…`, 501],
  ['the end', 996, 4, `…${'<'.repeat(236)}MARK`, 997],
  ['the beginning', 0, 4, `MARK${'>'.repeat(236)}…`, 1],
])('of a long line the part around what matters is shown: %s', ([, from, length, shown, column]) => {
  const text = `${'<'.repeat(from)}${'MARK'.slice(0, length)}${(length === 0 ? '<' : '>').repeat(1000 - from - length)}`;
  const { excerpt, mark, column: at } = excerptOf(text, from, length);
  expect({ excerpt, at }).toEqual({ excerpt: shown, at: column });
  expect(mark && excerpt.slice(mark.start, mark.start + mark.length)).toBe(length === 0 ? undefined : 'MARK');
});

test('a line that is one character too long has lost one, and says so', () => {
  expect(excerptOf('<'.repeat(240)).excerpt).toBe('<'.repeat(240));
  expect(excerptOf(`${'<'.repeat(240)}M`, 240, 1).excerpt).toBe(`…${'<'.repeat(239)}M`);
  expect(excerptOf('<'.repeat(241)).excerpt).toBe(`${'<'.repeat(240)}…`);
});

test('a part that is longer than an excerpt is cut, and marked to the end', () => {
  const { excerpt, mark } = excerptOf(`"${'s'.repeat(1000)}"`, 1, 1000);
  expect(excerpt).toBe(`"${'s'.repeat(239)}…`);
  expect(mark).toEqual({ start: 1, length: 239 });
});

test.for([0, 1, 2, 3])(
  'an emoji at the edge of an excerpt is not cut in two, %d characters before the mark',
  (lead) => {
    const before = '🫖'.repeat(200) + 'x'.repeat(lead);
    const { excerpt, mark } = excerptOf(`${before}MARK${'🫖'.repeat(200)}`, before.length, 4);
    expect(excerpt.isWellFormed()).toBe(true);
    expect(mark && excerpt.slice(mark.start, mark.start + mark.length)).toBe('MARK');
  },
);

test.for<[text: string, length: number, cut: string]>([
  ['soup', 4, 'soup'],
  ['soup', 3, 'sou'],
  ['soup', 9, 'soup'],
  ['soup', 0, ''],
  ['a🫖b', 1, 'a'],
  ['a🫖b', 2, 'a'],
  ['a🫖b', 3, 'a🫖'],
  ['🫖🫖', 1, ''],
  ['\udc00\udc00', 1, '\udc00'],
])('%j cut to %d is %j', ([text, length, cut]) => {
  expect(cutText(text, length)).toBe(cut);
});

test('wherever a part stands in a line of any text, it is in the excerpt, marked, and all is printable', () => {
  for (let seed = 0; seed < 300; seed += 1) {
    const random = createRandom(seed);
    const some = (length: number) =>
      Array.from({ length }, () => random.pick(['a', '"', '\u001b', '\u2028', '청'])).join('');
    const [before, part, after] = [some(random.int(0, 400)), some(random.int(1, 60)), some(random.int(0, 400))];
    const { excerpt, mark, column } = excerptOf(before + part + after, before.length, part.length);
    expect(excerpt, `seed ${seed}`).not.toMatch(HARMFUL);
    expect(mark && excerpt.slice(mark.start, mark.start + mark.length), `seed ${seed}`).toBe(printable(part));
    expect(column).toBe(before.length + 1);
  }
});
