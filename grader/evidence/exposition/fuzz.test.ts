import { readFileSync } from 'node:fs';
import { expect, test } from 'vitest';
import { createRandom, type Random } from '../../../shop/random.ts';
import { parseExposition } from './parse.ts';

const MEGABYTE = 1024 * 1024;

const seeds = ['prom-client.txt', 'prom-client.openmetrics.txt', 'opentelemetry.txt'].map((name) =>
  readFileSync(new URL(`fixtures/${name}`, import.meta.url), 'utf8'),
);

const PARTS = [
  '"',
  '\\',
  '{',
  '}',
  ',',
  '=',
  ' ',
  '\t',
  '\n',
  '\r',
  '\0',
  '#',
  '# TYPE ',
  '# HELP ',
  '# EOF',
  '# {',
  '1',
].concat([
  'e',
  '.',
  '-',
  '+Inf',
  'NaN',
  '_',
  ':',
  'le="1"',
  '__proto__',
  '\u{FEFF}',
  '요청',
  '🫖',
  '\uD83E',
  '"}',
  '{"',
]);

/** The text with a few of its places cut, doubled, or filled with what means something to a reader. */
function mutated(text: string, random: Random): string {
  let result = text;
  for (let left = random.int(1, 4); left > 0; left -= 1) {
    const at = random.int(0, result.length);
    const from = random.int(0, result.length);
    const piece = random.pick(['', random.pick(PARTS), result.slice(from, from + random.int(1, 40))]);
    result = result.slice(0, at) + piece + result.slice(at + random.int(0, 3));
  }
  return result;
}

test('whatever an app answers, reading it gives a result, and an error points into it', () => {
  let wrong = 0;
  for (let seed = 0; seed < 5000; seed += 1) {
    const random = createRandom(seed);
    const source = random.pick(seeds);
    const from = random.int(0, source.length - 1);
    const text = mutated(source.slice(from, from + random.int(1, 600)), random);
    const format = random.pick(['text', 'openmetrics'] as const);
    const { error, families, series } = parseExposition(text, { format, maxSeries: 100 });
    const samples = [...families.values()].flatMap((family) => family.samples);
    expect(samples.length, `seed ${seed}`).toBe(series);
    const lines = text.split('\n');
    for (const sample of samples) expect(sample.text, `seed ${seed}`).toBe(lines[sample.line - 1]);
    if (error === undefined) continue;
    wrong += 1;
    // where the end is missing, the error stands on the line that should be there
    const line = error.code === 'no-eof' ? '' : lines[error.line - 1];
    expect(line, `seed ${seed}: ${error.code}`).toBeDefined();
    expect(error.column, `seed ${seed}: ${error.code}`).toBeLessThanOrEqual((line ?? '').length + 1);
  }
  expect(wrong).toBeGreaterThan(2000);
  expect(wrong).toBeLessThan(5000);
});

test.for([
  ['a name', 'a'.repeat(16 * MEGABYTE), 'no-value'],
  ['digits', `a ${'1'.repeat(16 * MEGABYTE)}x\n`, 'bad-value'],
  ['an open quote', `a{b="${'\\n'.repeat(8 * MEGABYTE)}`, 'unterminated-quote'],
  ['blanks', `a 1${' '.repeat(16 * MEGABYTE)}x\n`, 'bad-timestamp'],
  ['zeros', `a 1 ${'0'.repeat(16 * MEGABYTE)}x\n`, 'bad-timestamp'],
  ['braces', '{'.repeat(16 * MEGABYTE), 'bad-label'],
  ['help', `# HELP a ${'\\n'.repeat(8 * MEGABYTE)}\n`, undefined],
  ['a value', `a{b="${'c'.repeat(16 * MEGABYTE)}"} 1\n`, undefined],
] as const)('sixteen megabytes of %s in one line are read in one go', ([, text, code]) => {
  // Were it more than linear, the test would not end in its minute.
  expect(parseExposition(text, { format: 'text', maxSeries: 9 }).error?.code).toBe(code);
});
