import stringWidth from 'string-width';
import { printable } from '../../evidence/excerpt.ts';
import type { AlertStates } from './rule-states.ts';
import type { Expectation } from './scenarios/scenario.ts';

/** With the names and the margin of a report they fit into a terminal of 80 columns. */
const CELLS = 49;
const NAME_WIDTH = 24;
/** What is left of a name beside what tells it apart. */
const SHORTEST_NAME = 8;
const MAX_ALERTS = 4;
/** A mark at every so many cells. */
const CELLS_PER_MARK = 10;
/** So that marks are round, the minutes of one cell are one of these. */
const MINUTES_PER_CELL = [1, 2, 3, 5, 6, 10, 12, 15, 20, 30];
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
  const least = Math.ceil((minutes + 1) / CELLS);
  const perCell = MINUTES_PER_CELL.find((one) => one >= least) ?? least;
  const cells = Math.ceil((minutes + 1) / perCell);
  const minuteOf = (cell: number): number => cell * perCell;
  const row = (name: string, sign: (minute: number, last: number) => string): string =>
    `${inWidth(name)} ${Array.from({ length: cells }, (_, cell) => sign(minuteOf(cell), Math.min(minutes, minuteOf(cell + 1) - 1))).join('')}`.trimEnd();
  const asked = (minute: number, last: number): string => {
    const found = expectations.find(({ from, to }) => from <= last && to >= minute);
    return found === undefined ? ' ' : found.state === 'firing' ? SIGNS.f : SIGNS['.'];
  };
  const loudest = alerts.toSorted((a, b) => count(b.states) - count(a.states)).slice(0, MAX_ALERTS);
  return [
    axisOf(cells, perCell),
    row('✓', asked),
    ...(loudest.length === 0 ? [row('–', () => SIGNS['.'])] : []),
    ...loudest.map((alert) =>
      row(nameOf(alert, loudest), (minute, last) => SIGNS[strongest(alert.states.slice(minute, last + 1))]),
    ),
    `${' '.repeat(NAME_WIDTH + 1 + Math.floor(wrong / perCell))}▲`,
  ];
}

/** What an alert is called in its row: its name, and behind it what tells it from others of that name. */
function nameOf({ labels }: AlertStates, all: readonly AlertStates[]): string {
  const name = labels['alertname'] ?? '';
  const namesakes = all.filter((other) => other.labels['alertname'] === labels['alertname']);
  const names = new Set(namesakes.flatMap((other) => Object.keys(other.labels)));
  const own = [...names]
    .filter((label) => namesakes.some((other) => other.labels[label] !== labels[label]))
    .map((label) => labels[label] ?? '–');
  if (own.length === 0) return name;
  // The name gives way: it is the same in all of the rows.
  const apart = cutTo(printable(own.join(' ')), NAME_WIDTH - SHORTEST_NAME - 1);
  return `${cutTo(name, NAME_WIDTH - 1 - stringWidth(apart))} ${apart}`;
}

/** A text of at most so many columns; what was cut is seen to be. */
function cutTo(text: string, width: number): string {
  if (stringWidth(text) <= width) return text;
  let cut = '';
  for (const { segment } of new Intl.Segmenter().segment(text)) {
    if (stringWidth(cut + segment) >= width) break;
    cut += segment;
  }
  return `${cut}…`;
}

function inWidth(name: string): string {
  const cut = cutTo(printable(name), NAME_WIDTH);
  return cut + ' '.repeat(NAME_WIDTH - stringWidth(cut));
}

const count = (states: string): number =>
  states.replaceAll(/[^f]/g, '').length * 1000 + states.replaceAll('.', '').length;

const strongest = (states: string): keyof typeof SIGNS =>
  states.includes('f') ? 'f' : states.includes('p') ? 'p' : '.';

/** `0m` and a mark at every tenth cell, where there is room for it. */
function axisOf(cells: number, perCell: number): string {
  const marks = Array.from({ length: Math.ceil(cells / CELLS_PER_MARK) }, (_, index) =>
    `${index * CELLS_PER_MARK * perCell}m`.padEnd(CELLS_PER_MARK),
  );
  return `${' '.repeat(NAME_WIDTH)} ${marks.join('')}`.trimEnd();
}
