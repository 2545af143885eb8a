import { expect, test } from 'vitest';
import { readYamlSource } from './yaml-source.ts';

const read = (text: string) => readYamlSource('a.yml', text);

/** Lists in lists: each a number of times as long as the one before. */
const bomb = (depth: number, times: number): string =>
  [
    'a0: &a0 [x, x]',
    ...Array.from(
      { length: depth },
      (_, n) => `a${n + 1}: &a${n + 1} [${Array.from({ length: times }, () => `*a${n}`).join(', ')}]`,
    ),
  ].join('\n');

test('many aliases of something small are taken', () => {
  const spare = Array.from({ length: 400 }, (_, n) => `spare${n}: *one`);
  const { value, trouble } = read(['one: &one { channel: alerts }', ...spare].join('\n'));
  expect(trouble).toBeUndefined();
  expect(value).toMatchObject({ spare399: { channel: 'alerts' } });
});

test('keys are merged, those of several maps as well', () => {
  const { value } = read('a: &a { x: 1, y: 1 }\nb: &b { y: 2, z: 2 }\nc: { <<: [*a, *b], x: 3 }\n');
  expect(value).toMatchObject({ c: { x: 3, y: 1, z: 2 } });
});

test('a name may stand for another thing further down', () => {
  const { value } = read('- &a one\n- *a\n- &a two\n- *a\n');
  expect(value).toEqual(['one', 'one', 'two', 'two']);
});

test.for([
  ['lists in lists', bomb(20, 9), 7],
  [
    'maps merged into maps',
    bomb(20, 9)
      .replaceAll(/\[(\*.*)\]/g, '{ <<: [$1] }')
      .replace('[x, x]', '{ x: 1 }'),
    7,
  ],
  ['many of something large', `a: &a ${'x'.repeat(2000)}\nb:\n${'  - *a\n'.repeat(1000)}`, 526],
  ['more aliases than anybody writes', `a: &a x\nb:\n${'  - *a\n'.repeat(20_000)}`, 5003],
  ['a list that holds itself', 'x: 1\na: &a\n  - 1\n  - *a\n', 4],
] as const)('%s are refused at once, with their line', ([, text, line]) => {
  const before = performance.now();
  expect(read(text)).toMatchObject({ value: undefined, trouble: { line, text: text.split('\n')[line - 1] } });
  expect(performance.now() - before).toBeLessThan(2_000);
});

test('an alias of nothing is told', () => {
  expect(read('a: *b\n').trouble?.reason).toContain('b');
});

test('line ends of Windows and a byte order mark change nothing', () => {
  const { value, lineOf } = read('\uFEFFa: 1\r\nb: >-\r\n  one\r\n  two\r\n');
  expect(value).toEqual({ a: 1, b: 'one two' });
  expect(lineOf(['b'])).toBe(2);
  expect(read('a: 1\r\nb: [\r\nc: 2\r\n').trouble?.text).not.toContain('\r');
});
