import sparkly from 'sparkly';
import stringWidth from 'string-width';
import { printable } from '../evidence/excerpt.ts';
import type { Frame, Shown } from './frame.ts';

const MOST_ROWS = 20;
const NAME_WIDTH = 28;
const VALUE_WIDTH = 12;
const MARGIN = 4;

/** What stands before and behind a number of a unit, and by what it is multiplied for people. */
const UNITS: Record<string, [factor: number, behind: string, before?: string]> = {
  percentunit: [100, ' %'],
  percent: [1, ' %'],
  s: [1, ' s'],
  ms: [1, ' ms'],
  reqps: [1, ' req/s'],
  ops: [1, ' /s'],
  cps: [1, ' /s'],
  pps: [1, ' /s'],
  opm: [1, ' /min'],
  cpm: [1, ' /min'],
  rpm: [1, ' /min'],
  Bps: [0.001, ' kB/s'],
  binBps: [1 / 1024, ' KiB/s'],
  bps: [0.001, ' kb/s'],
  currencyUSD: [1, '', '$'],
};

/** A number as a panel of this unit would show it, to three digits. */
export function withUnit(value: number, unit: string): string {
  if (Number.isNaN(value)) return '–';
  const [factor, behind, before = ''] = UNITS[unit] ?? [1, ''];
  const scaled = value * factor;
  const digits = Math.abs(scaled) >= 1000 ? scaled.toFixed(0) : String(Number(scaled.toPrecision(3)));
  return `${before}${digits}${behind}`;
}

/** Draws what a panel shows, a line for each series: its name, its course or a bar, and its last value. */
export function drawPanel({ frames }: Shown, unit: string, width: number): string[] {
  const rows = frames.slice(0, MOST_ROWS);
  const values = rows.flatMap((frame) => frame.values).filter((value) => Number.isFinite(value));
  if (values.length === 0) return ['–'];
  const scale = { minimum: Math.min(0, ...values), maximum: Math.max(...values) };
  const room = Math.max(10, width - NAME_WIDTH - VALUE_WIDTH - MARGIN);
  const lines = rows.map((frame) => {
    const course =
      frame.values.length > 1 ? spark(frame, scale, room) : bar(frame.values[0] ?? Number.NaN, scale.maximum, room);
    return `${padded(printable(frame.name), NAME_WIDTH)}  ${withUnit(frame.values.at(-1) ?? Number.NaN, unit).padStart(VALUE_WIDTH)}  ${course}`;
  });
  return frames.length > rows.length ? [...lines, `… (${frames.length})`] : lines;
}

function spark({ values }: Frame, scale: { minimum: number; maximum: number }, room: number): string {
  const count = Math.min(room, values.length);
  const points = Array.from(
    { length: count },
    (_, index) => values[Math.round((index * (values.length - 1)) / Math.max(1, count - 1))],
  );
  return sparkly(
    points.map((value) => (value !== undefined && Number.isFinite(value) ? value : '')),
    scale,
  );
}

const bar = (value: number, most: number, room: number): string =>
  value > 0 && most > 0 ? '█'.repeat(Math.max(1, Math.round((value / most) * room))) : '';

function padded(text: string, width: number): string {
  const cut = stringWidth(text) > width ? `${text.slice(0, width - 1)}…` : text;
  return cut + ' '.repeat(Math.max(0, width - stringWidth(cut)));
}
