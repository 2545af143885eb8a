import type { AlertStates } from './rule-states.ts';
import type { Expectation } from './scenarios/scenario.ts';

const CELLS = 60;
const MAX_ALERTS = 4;
const NAME_WIDTH = 24;
const SIGNS = { f: '█', p: '░', '.': '─' } as const;

/**
 * What must be and what was, on one axis of minutes: `█` firing, `░` pending, `─` neither, and a gap where nothing is asked.
 * @param wrong the first minute at which the two part
 */
export function drawStates(
  expectations: readonly Expectation[],
  alerts: readonly AlertStates[],
  { minutes, wrong }: { minutes: number; wrong: number },
): string[] {
  const perCell = Math.ceil((minutes + 1) / CELLS);
  const cells = Math.ceil((minutes + 1) / perCell);
  const minuteOf = (cell: number): number => cell * perCell;
  const row = (name: string, sign: (minute: number, last: number) => string): string =>
    `${name.slice(0, NAME_WIDTH).padEnd(NAME_WIDTH)} ${Array.from({ length: cells }, (_, cell) => sign(minuteOf(cell), Math.min(minutes, minuteOf(cell + 1) - 1))).join('')}`.trimEnd();
  const asked = (minute: number, last: number): string => {
    const found = expectations.find(({ from, to }) => from <= last && to >= minute);
    return found === undefined ? ' ' : found.state === 'firing' ? SIGNS.f : SIGNS['.'];
  };
  const loudest = alerts.toSorted((a, b) => count(b.states) - count(a.states)).slice(0, MAX_ALERTS);
  return [
    axisOf(cells, perCell),
    row('✓', asked),
    ...(loudest.length === 0 ? [row('–', () => SIGNS['.'])] : []),
    ...loudest.map(({ labels, states }) =>
      row(labels['alertname'] ?? '', (minute, last) => SIGNS[strongest(states.slice(minute, last + 1))]),
    ),
    `${' '.repeat(NAME_WIDTH + 1 + Math.floor(wrong / perCell))}▲`,
  ];
}

const count = (states: string): number =>
  states.replaceAll(/[^f]/g, '').length * 1000 + states.replaceAll('.', '').length;

const strongest = (states: string): keyof typeof SIGNS =>
  states.includes('f') ? 'f' : states.includes('p') ? 'p' : '.';

/** `0m` and a mark at every tenth cell. */
function axisOf(cells: number, perCell: number): string {
  const marks = Array.from({ length: Math.ceil(cells / 10) }, (_, index) => `${index * 10 * perCell}m`.padEnd(10));
  return `${' '.repeat(NAME_WIDTH)} ${marks.join('')}`.trimEnd();
}
