import stringWidth from 'string-width';
import { cutText, printable } from './excerpt.ts';
import type { Span } from './spans.ts';
import type { SpanNode, Trace } from './traces.ts';

/** How a trace is drawn. */
export interface SpanTreeOptions {
  /** How many lines there may be; if that is too few, the last one says how many spans are left out. Default: 40. */
  maxLines?: number;
  /** Spans to point at. */
  marked?: ReadonlySet<Span>;
  /** How long a line should be at most; names are cut for it, as far as some of them is left. Default: as long as it gets. */
  width?: number;
}

const MAX_LINES = 40;
const NAME = 60;
/** What is left of a name at least, however deep it stands. */
const NAME_AT_LEAST = 8;
const WORD = 30;
/** Below this depth only the last levels' lines are drawn. */
const LEVELS = 8;

interface Row {
  /** What stands before the name. */
  lead: string;
  name: string;
  /** Undefined for what is not there: a parent that never came. */
  span?: Span;
}

/**
 * Draws a trace, one span a line, so that it can be shown on a terminal or in a finding: the name, then service, kind and
 * status, then offset from the trace's start and duration, in columns. `?` is a parent that never came, `↻` stands where a
 * ring of parents was opened, `=` before a span whose id another one had, `◀` after one that is marked.
 */
export function drawTrace(
  trace: Trace,
  { maxLines = MAX_LINES, marked = new Set(), width = Infinity }: SpanTreeOptions = {},
): string[] {
  const rows = rowsOf(trace)
    .take(maxLines + 1)
    .toArray();
  const drawn = rows.length > maxLines ? rows.slice(0, Math.max(0, maxLines - 1)) : rows;
  const linesOf = (column: number): string[] =>
    align(
      drawn.map(({ lead, name, span }) => {
        const shown = lead + show(name, Math.min(NAME, Math.max(NAME_AT_LEAST, column - stringWidth(lead))));
        if (span === undefined) return [shown];
        const offset = `+${milliseconds(span.startMs - trace.startMs)}`;
        return [shown, wordsOf(span), offset, milliseconds(span.durationMs), marked.has(span) ? '◀' : ''];
      }),
    );
  const whole = linesOf(Infinity);
  const surplus = Math.max(0, ...whole.map((line) => stringWidth(line))) - width;
  const names = Math.max(0, ...drawn.map(({ lead, name }) => stringWidth(lead + show(name, NAME))));
  const lines = surplus > 0 ? linesOf(names - surplus - 1) : whole;
  const left = trace.size + trace.duplicates.length - drawn.filter(({ span }) => span !== undefined).length;
  return left === 0 ? lines : [...lines, `… +${left}`];
}

/** From top to bottom, without recursion: a chain may be as long as it likes. */
function* rowsOf({ roots, orphans, cycles, duplicates }: Trace): Generator<Row> {
  for (const root of roots) yield* treeOf(root, '', '');
  for (const [parent, children] of Map.groupBy(orphans, ({ span }) => span.parentSpanId ?? '')) {
    yield { lead: '? ', name: parent };
    for (const [index, child] of children.entries()) {
      const isLast = index === children.length - 1;
      yield* treeOf(child, isLast ? '└─ ' : '├─ ', isLast ? '   ' : '│  ');
    }
  }
  for (const head of cycles) yield* treeOf(head, '↻ ', '  ');
  for (const span of duplicates) yield { lead: '= ', name: span.name, span };
}

/** @param lead before the top itself @param below before all that is under it */
function* treeOf(top: SpanNode, lead: string, below: string): Generator<Row> {
  const open = [{ node: top, lead: [lead], below: [below] }];
  for (let next = open.pop(); next !== undefined; next = open.pop()) {
    yield { lead: next.lead.join(''), name: next.node.span.name, span: next.node.span };
    const levels = next.below.length > LEVELS ? ['…  ', ...next.below.slice(-LEVELS + 1)] : next.below;
    for (const [index, node] of next.node.children.entries().toArray().toReversed()) {
      const isLast = index === next.node.children.length - 1;
      open.push({
        node,
        lead: [...levels, isLast ? '└─ ' : '├─ '],
        below: [...levels, isLast ? '   ' : '│  '],
      });
    }
  }
}

function wordsOf({ service, kind, status }: Span): string {
  return [show(service, WORD), kind, ...(status.code === 'unset' ? [] : [status.code])]
    .filter((word) => word !== '')
    .join(' · ');
}

const milliseconds = (value: number): string => `${value.toFixed(1)} ms`;

function show(text: string, length: number): string {
  const cut = cutText(text, length);
  return printable(cut) + (cut.length < text.length ? '…' : '');
}

/** Pads each column to its widest cell; numbers stand right, words left. */
function align(cells: readonly (readonly string[])[]): string[] {
  const widths = [0, 1, 2, 3, 4].map((column) => Math.max(0, ...cells.map((row) => stringWidth(row[column] ?? ''))));
  return cells.map((row) =>
    row
      .map((cell, column) => {
        const padding = ' '.repeat((widths[column] ?? 0) - stringWidth(cell));
        return column === 2 || column === 3 ? padding + cell : cell + padding;
      })
      .join('  ')
      .trimEnd(),
  );
}
