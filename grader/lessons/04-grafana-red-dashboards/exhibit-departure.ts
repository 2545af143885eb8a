import sparkly from 'sparkly';
import type { Frame } from '../../dashboard/frame.ts';
import type { FilePlace } from '../../dashboard/problem.ts';
import type { Pointer } from '../../evidence/evidence.ts';
import { excerptOf, printable } from '../../evidence/excerpt.ts';
import type { Finding } from '../lesson.ts';
import type { PanelAnswer } from './answers.ts';
import type { Departure } from './departure.ts';
import { VIEWS } from './days-model.ts';
import type { PanelKey } from './names.ts';
import type { Truths } from './truth.ts';

const WIDTH = 60;
const WINDOW = 60;

/** A departure as a finding: the panel, the query as it was executed, value and truth, and a plot of where they part. */
export function findingOf(
  { key, answer, departure }: { key: PanelKey; answer: PanelAnswer; departure: Departure },
  truths: Truths,
): Omit<Finding, 'code'> {
  const { view, part, at, group = '', query, reason = '', expected, actual } = departure;
  const where = Object.entries(part).map(([name, values]) => `${name}=${(values as readonly string[]).join('|')}`);
  return {
    params: {
      panel: answer.id,
      view,
      selection: where.length === 0 ? 'All' : where.join(', '),
      at: at === undefined ? '–' : clock(at),
      group: group === '' ? '–' : group,
      query,
      reason,
    },
    ...(expected === undefined || expected === '' ? {} : { expected }),
    ...(actual === undefined ? {} : { actual }),
    at: placesOf(answer, query),
    drawing: [...wrapped(query), ...draw(departure, key, truths)],
  };
}

const clock = (second: number): string => new Date(second * 1000).toISOString().slice(0, 16).replace('T', ' ');

/** A place in one of the submission's files. */
export function pointAt({ file, line, text, column }: FilePlace): Pointer {
  return { channel: 'file', run: 'default', service: file, line, ...excerptOf(text, column - 1) };
}

/** The query to blame as it stands in the file: the one that is most like what was executed. */
function placesOf({ place, queries }: PanelAnswer, executed: string): Pointer[] {
  const words = new Set(executed.match(/\w+/g));
  const likeness = ({ text }: FilePlace): number =>
    new Set((text.match(/\w+/g) ?? []).filter((word) => words.has(word))).size;
  const [best] = queries.toSorted((a, b) => likeness(b) - likeness(a));
  return [pointAt(best ?? place)];
}

const LINE = 70;

/** The query as it was executed, in lines that fit. */
function wrapped(query: string): string[] {
  const lines = query.split(/\r?\n/).flatMap((text) => {
    const line = printable(text.replaceAll('\t', '  ').trimEnd());
    return Array.from({ length: Math.ceil(line.length / LINE) }, (_, index) =>
      line.slice(index * LINE, (index + 1) * LINE),
    );
  });
  return lines.map((line, index) => `${index === 0 ? '> ' : '  '}${line}`);
}

/** Truth and panel on one axis, and a mark where they part. */
function draw({ view, part, at, group, frames = [], factor }: Departure, key: PanelKey, truths: Truths): string[] {
  const { from, to } = VIEWS[view];
  if (at === undefined || group === undefined) return [];
  const times = Array.from({ length: WIDTH }, (_, index) => from + ((to - from) * index) / (WIDTH - 1));
  const truth = times.map((time) => {
    const bounds = truths.within(key, { at: time, from, part, window: WINDOW }).get(group);
    return bounds === undefined || bounds.optional ? Number.NaN : (bounds.least + bounds.most) / 2 / factor;
  });
  const shown = times.map((time) => valueNear(frames, time));
  const all = [...truth, ...shown].filter((value) => Number.isFinite(value));
  if (all.length === 0) return [];
  // One scale for both; sparkly's own would make every curve as high as the other.
  const scale = { minimum: Math.min(0, ...all), maximum: Math.max(...all) };
  const line = (values: number[]): string =>
    sparkly(
      values.map((value) => (Number.isFinite(value) ? value : '')),
      scale,
    );
  const mark = Math.round(((at - from) / (to - from)) * (WIDTH - 1));
  return [
    '',
    `truth ${line(truth)}`,
    `panel ${line(shown)}`,
    `      ${' '.repeat(Math.max(0, mark))}^ ${clock(at).slice(11)}`,
  ];
}

/** What a panel shows at a moment; a single value is shown of all the range. */
function valueNear(frames: readonly Frame[], second: number): number {
  const values = frames.map(({ start, step, values: all }) =>
    step === 0 ? (all[0] ?? Number.NaN) : (all[Math.round((second - start) / step)] ?? Number.NaN),
  );
  const [first = Number.NaN] = values;
  return first;
}
