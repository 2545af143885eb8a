import stringWidth from 'string-width';
import { expect, test } from 'vitest';
import { scenariosFor } from './scenarios/scenarios.ts';
import { drawStates } from './axis.ts';

test('what must be stands above what was, minute by minute', () => {
  const lines = drawStates(
    [
      { state: 'quiet', from: 0, to: 3, code: 'healthy' },
      { state: 'firing', from: 6, to: 9, code: 'breach' },
    ],
    [{ labels: { alertname: 'Slow' }, states: '...ppppff.' }],
    { minutes: 9, wrong: 6 },
  );
  expect(lines).toEqual([
    '                         0m',
    '✓                        ────  ████',
    'Slow                     ───░░░░██─',
    '                               ▲',
  ]);
});

/** A report's margin, and a terminal as narrow as they come. */
const ROOM = 80 - 6;
const draw = (minutes: number, wrong: number, alerts: Parameters<typeof drawStates>[1]) =>
  drawStates([{ state: 'quiet', from: 0, to: minutes, code: 'healthy' }], alerts, { minutes, wrong });

test('a cell of several minutes shows the strongest of them', () => {
  const states = `${'.'.repeat(119)}f`;
  const lines = draw(119, 118, [{ labels: { alertname: 'A' }, states }]);
  expect(lines[0]).toBe(`${' '.repeat(25)}0m        30m       60m       90m`);
  expect(lines[2]).toBe(`${'A'.padEnd(24)} ${'─'.repeat(39)}█`);
  expect(lines[3]).toBe(`${' '.repeat(25 + 39)}▲`);
});

const lengths = [...new Set([1, 48, 49, 97, 98, 500, 1440, ...scenariosFor(1).map(({ minutes }) => minutes)])];
test.for(lengths)('%i minutes fit a terminal of 80 columns, and the last of them is marked', (minutes) => {
  const alertname = '주문이아주많이줄어들었습니다';
  const states = `${'.'.repeat(minutes)}f`;
  const lines = draw(minutes, minutes, [{ labels: { alertname }, states }]);
  expect(Math.max(...lines.map((line) => stringWidth(line)))).toBeLessThanOrEqual(ROOM);
  const [, asked = '', was = '', mark = ''] = lines;
  expect(stringWidth(mark)).toBe(stringWidth(was));
  expect(stringWidth(asked)).toBe(stringWidth(was));
  expect(was.at(-1)).toBe('█');
  expect(was).toContain('…');
});

test('alerts of one name are told apart by the labels in which they differ', () => {
  const alert = (labels: Record<string, string>) => ({
    labels: { alertname: 'high_error_rate_of_the_shop', job: 'shop', ...labels },
    states: 'ff',
  });
  const names = (...alerts: ReturnType<typeof alert>[]) =>
    draw(1, 1, alerts)
      .slice(2, -1)
      .map((line) => line.slice(0, 24).trimEnd());
  expect(names(alert({ status: '500' }), alert({ status: '404' }))).toEqual([
    'high_error_rate_of_… 500',
    'high_error_rate_of_… 404',
  ]);
  expect(names(alert({ service: 'orders' }), alert({}))).toEqual([
    'high_error_rate_… orders',
    'high_error_rate_of_th… –',
  ]);
  expect(names(alert({ id: 'x'.repeat(40), a: '1' }), alert({ id: 'y', a: '2' }))[0]).toMatch(/^high_er… /);
  expect(names(alert({}))).toEqual(['high_error_rate_of_the_…']);
});
