import stringWidth from 'string-width';
import { describe, expect, test } from 'vitest';
import { drawPanel } from './draw-panel.ts';
import type { Frame } from './frame.ts';

const frame = (name: string, unit: string, ...values: number[]): Frame => ({
  refId: 'A',
  query: '',
  name,
  labels: {},
  unit,
  start: 0,
  step: values.length === 1 ? 0 : 15,
  values,
});
const draw = (frames: Frame[], width = 80): string[] => drawPanel({ frames, queries: [] }, width);

describe('a number is written in its unit', () => {
  test.each([
    [0.0481, 'percentunit', '4.81 %'],
    [1_042_000, 'bps', '1.04 Mb/s'],
    [999, 'Bps', '999 B/s'],
    [2_500_000_000, 'Bps', '2.5 GB/s'],
    [1536, 'binBps', '1.5 KiB/s'],
    [0, 'bps', '0 b/s'],
    [0.25, 's', '250 ms'],
    [1.44, 's', '1.44 s'],
    [1250, 'ms', '1.25 s'],
    [0, 's', '0 s'],
    [22_001.4, 'currencyUSD', '$22001'],
    [12.34, 'reqps', '12.3 req/s'],
    [3, 'suffix: orders/min', '3 orders/min'],
    [0.5, 'toString', '0.5'],
    [Infinity, 'Bps', 'Infinity B/s'],
  ])('%d %s is %s', (value, unit, text) => {
    const lines = draw([frame('', unit, value), frame('', '', 1)]);
    expect(lines[0]?.slice(28).trim().replaceAll(/ *█*$/g, '')).toBe(text);
  });
});

test('a course is drawn, and its last value told', () => {
  const [line = ''] = draw([frame('shop-1', 'reqps', 1, 5, 3)]);
  expect(line).toMatch(/^shop-1 +3 req\/s {2}\S{3}$/);
});

test('bars are as long as their values', () => {
  const [long = '', short = '', none = ''] = draw([frame('a', '', 4), frame('b', '', 1), frame('c', '', 0)]);
  const lengthOf = (line: string): number => line.match(/█/g)?.length ?? 0;
  expect(lengthOf(long)).toBe(4 * lengthOf(short));
  expect(lengthOf(none)).toBe(0);
});

test.each([80, 120])('lines fit into a terminal of %d columns, whatever the names', (width) => {
  const frames = Array.from({ length: 25 }, (_, index) =>
    frame(`인스턴스 ${'이름'.repeat(20)} ${index}`, 's', ...Array.from({ length: 200 }, () => index)),
  );
  const lines = draw(frames, width);
  expect(lines).toHaveLength(21);
  expect(lines.at(-1)).toBe('… (25)');
  for (const line of lines) expect(stringWidth(line)).toBeLessThanOrEqual(width);
});

test('what shows nothing says why, where that is known', () => {
  expect(draw([frame('a', '', Number.NaN)])).toEqual(['–']);
  expect(drawPanel({ frames: [], queries: [], blank: 'type: text' }, 80)).toEqual(['– type: text']);
  expect(drawPanel({ frames: [], queries: [], notRun: '__expr__' }, 80)).toEqual(['– __expr__']);
});
