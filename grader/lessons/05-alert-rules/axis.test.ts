import { expect, test } from 'vitest';
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

test('a cell of several minutes shows the strongest of them', () => {
  const states = `${'.'.repeat(119)}f`;
  const lines = drawStates([], [{ labels: { alertname: 'A' }, states }], { minutes: 119, wrong: 118 });
  expect(lines[2]).toBe(`${'A'.padEnd(24)} ${'─'.repeat(59)}█`);
  expect(lines[0]).toContain('20m');
});
