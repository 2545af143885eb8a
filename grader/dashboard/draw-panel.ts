import sparkly from 'sparkly';
import stringWidth from 'string-width';
import { printable } from '../evidence/excerpt.ts';
import type { Frame, Shown } from './frame.ts';

const MOST_ROWS = 20;
const NAME_WIDTH = 28;
const VALUE_WIDTH = 12;
const MARGIN = 4;

/** How numbers of a unit are written: by what they are multiplied, in steps of what they are shortened, and what stands around them. */
interface Unit {
  factor?: number;
  step?: number;
  prefixes?: readonly string[];
  behind?: string;
  before?: string;
}

const SI = ['', 'k', 'M', 'G', 'T'];
const IEC = ['', 'Ki', 'Mi', 'Gi', 'Ti'];
const SECONDS = ['n', 'µ', 'm', ''];

const UNITS = new Map<string, Unit>(
  Object.entries<Unit>({
    percentunit: { factor: 100, behind: ' %' },
    percent: { behind: ' %' },
    s: { factor: 1e9, step: 1000, prefixes: SECONDS, behind: 's' },
    ms: { factor: 1e6, step: 1000, prefixes: SECONDS, behind: 's' },
    reqps: { behind: ' req/s' },
    ops: { behind: ' /s' },
    cps: { behind: ' /s' },
    pps: { behind: ' /s' },
    opm: { behind: ' /min' },
    cpm: { behind: ' /min' },
    rpm: { behind: ' /min' },
    Bps: { step: 1000, prefixes: SI, behind: 'B/s' },
    binBps: { step: 1024, prefixes: IEC, behind: 'B/s' },
    bps: { step: 1000, prefixes: SI, behind: 'b/s' },
    binbps: { step: 1024, prefixes: IEC, behind: 'b/s' },
    currencyUSD: { before: '$' },
  }),
);

/** A number as a panel of this unit would show it, to three digits. */
function withUnit(value: number, unit: string): string {
  if (Number.isNaN(value)) return '–';
  const { factor = 1, step, prefixes, behind = '', before = '' } = UNITS.get(unit) ?? suffixOf(unit);
  let scaled = value * factor;
  if (step === undefined || prefixes === undefined) return `${before}${digitsOf(scaled)}${behind}`;
  let index = value === 0 ? Math.max(0, prefixes.indexOf('')) : 0;
  while (Math.abs(scaled) >= step && index < prefixes.length - 1 && Number.isFinite(scaled)) {
    scaled /= step;
    index += 1;
  }
  return `${digitsOf(scaled)} ${prefixes[index] ?? ''}${behind}`;
}

/** `suffix: req/min` says itself what stands behind. */
const suffixOf = (unit: string): Unit =>
  unit.startsWith('suffix:') ? { behind: ` ${unit.slice('suffix:'.length).trim()}` } : {};

const digitsOf = (value: number): string =>
  Math.abs(value) >= 1000 ? value.toFixed(0) : String(Number(value.toPrecision(3)));

/** Draws what a panel shows, a line for each series: its name, its last value, and its course or a bar; or what keeps it from showing it. */
export function drawPanel({ frames, notRun, blank }: Shown, width: number): string[] {
  const rows = frames.slice(0, MOST_ROWS);
  const values = rows.flatMap((frame) => frame.values).filter((value) => Number.isFinite(value));
  if (values.length === 0) return [`– ${printable(notRun ?? blank ?? '')}`.trimEnd()];
  const scale = {
    minimum: values.reduce((a, b) => Math.min(a, b), 0),
    maximum: values.reduce((a, b) => Math.max(a, b)),
  };
  const room = Math.max(10, width - NAME_WIDTH - VALUE_WIDTH - MARGIN);
  const lines = rows.map((frame) => {
    const course =
      frame.values.length > 1 ? spark(frame, scale, room) : bar(frame.values[0] ?? Number.NaN, scale.maximum, room);
    return `${padded(printable(frame.name), NAME_WIDTH)}  ${withUnit(frame.values.at(-1) ?? Number.NaN, frame.unit).padStart(VALUE_WIDTH)}  ${course}`;
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
  value > 0 && most > 0 ? '█'.repeat(Math.max(1, Math.min(room, Math.round((value / most) * room)))) : '';

/** A text of just this width; what is cut off is marked. */
function padded(text: string, width: number): string {
  if (stringWidth(text) <= width) return text + ' '.repeat(width - stringWidth(text));
  let cut = '';
  for (const character of text) {
    if (stringWidth(cut) + stringWidth(character) >= width) break;
    cut += character;
  }
  return `${cut}…${' '.repeat(Math.max(0, width - 1 - stringWidth(cut)))}`;
}
