import { expect, test } from 'vitest';
import { madeSpans, type MadeSpan } from './made-spans.ts';
import { tracesOf, type SpanNode, type Trace } from './traces.ts';

/** A node with its children in brackets: `a(b c(d))`. */
function sketch({ span, children }: SpanNode): string {
  return span.name + (children.length === 0 ? '' : `(${children.map((child) => sketch(child)).join(' ')})`);
}

const sketches = ({ roots, orphans, cycles, duplicates }: Trace) => ({
  roots: roots.map((root) => sketch(root)),
  orphans: orphans.map((orphan) => sketch(orphan)),
  cycles: cycles.map((cycle) => sketch(cycle)),
  duplicates: duplicates.map(({ name }) => name),
});

const NOTHING = { roots: [], orphans: [], cycles: [], duplicates: [] };

/** The one trace of spans, whatever order they came in. */
function traceOf(...spans: MadeSpan[]): Trace {
  const [trace, ...others] = tracesOf(madeSpans(...spans));
  const [reverse] = tracesOf(madeSpans(...spans.toReversed()));
  if (trace === undefined || reverse === undefined) throw new Error('no trace');
  expect(others).toEqual([]);
  expect(sketches(reverse)).toEqual(sketches(trace));
  return trace;
}

test('a trace is a tree, its children in the order in which they started', () => {
  const trace = traceOf(
    { id: 'grandchild', parent: 'late', at: 8 },
    { id: 'late', parent: 'root', at: 7 },
    { id: 'early', parent: 'root', at: 2 },
    { id: 'root', at: 1 },
  );
  expect(sketches(trace)).toEqual({ ...NOTHING, roots: ['root(early late(grandchild))'] });
  expect(trace).toMatchObject({ traceId: 't', size: 4, startMs: 1_700_000_000_001 });
});

test('traces come in the order in which they began, whichever ended first', () => {
  const spans = madeSpans(
    { trace: 'second', id: 'a', at: 5 },
    { trace: 'third', id: 'a', at: 6 },
    { trace: 'first', id: 'b', parent: 'a', at: 9 },
    { trace: 'first', id: 'a', at: 1 },
  );
  expect(tracesOf(spans).map(({ traceId, size }) => [traceId, size])).toEqual([
    ['first', 2],
    ['second', 1],
    ['third', 1],
  ]);
  expect(tracesOf([])).toEqual([]);
});

test('a parent in another trace is none', () => {
  const traces = tracesOf(madeSpans({ trace: 'a', id: 'one' }, { trace: 'b', id: 'two', parent: 'one', at: 1 }));
  expect(traces.map((trace) => sketches(trace))).toEqual([
    { ...NOTHING, roots: ['one'] },
    { ...NOTHING, orphans: ['two'] },
  ]);
});

test('of two roots, each has its own', () => {
  const trace = traceOf(
    { id: 'a' },
    { id: 'b', at: 1 },
    { id: 'c', parent: 'b', at: 2 },
    { id: 'd', parent: 'a', at: 3 },
  );
  expect(sketches(trace)).toEqual({ ...NOTHING, roots: ['a(d)', 'b(c)'] });
});

test('a span whose parent never came is an orphan, with all that is below it', () => {
  const trace = traceOf(
    { id: 'root' },
    { id: 'orphan', parent: 'lost', at: 1 },
    { id: 'below', parent: 'orphan', at: 2 },
    { id: 'other', parent: 'lost', at: 3 },
  );
  expect(sketches(trace)).toEqual({ ...NOTHING, roots: ['root'], orphans: ['orphan(below)', 'other'] });
  expect(trace.size).toBe(4);
});

test('a span that is its own parent is a ring of one', () => {
  const trace = traceOf({ id: 'self', parent: 'self' }, { id: 'below', parent: 'self', at: 1 });
  expect(sketches(trace)).toEqual({ ...NOTHING, cycles: ['self(below)'] });
});

test('a ring is opened where it started first, also where what hangs on it started before', () => {
  const trace = traceOf(
    { id: 'root', at: 9 },
    { id: 'tail', parent: 'c', at: 0 },
    { id: 'a', parent: 'c', at: 2 },
    { id: 'b', parent: 'a', at: 1 },
    { id: 'c', parent: 'b', at: 3 },
  );
  expect(sketches(trace)).toEqual({ ...NOTHING, roots: ['root'], cycles: ['b(c(tail a))'] });
});

test('rings come in the order in which they started, each whole', () => {
  const trace = traceOf(
    { id: 'a', parent: 'b', at: 4 },
    { id: 'b', parent: 'a', at: 5 },
    { id: 'c', parent: 'd', at: 2 },
    { id: 'd', parent: 'c', at: 3 },
    { id: 'hangs on a', parent: 'b', at: 1 },
  );
  expect(sketches(trace)).toEqual({ ...NOTHING, cycles: ['c(d)', 'a(b(hangs on a))'] });
  expect(trace.size).toBe(5);
});

test('of spans with one id the first counts, and children hang on it', () => {
  const trace = traceOf(
    { id: 'a' },
    { id: 'a', name: 'again', at: 1, parent: 'lost' },
    { id: 'a', name: 'and again', at: 2 },
    { id: 'b', parent: 'a', at: 3 },
  );
  expect(sketches(trace)).toEqual({ ...NOTHING, roots: ['a(b)'], duplicates: ['again', 'and again'] });
  expect(trace.size).toBe(2);
});

test('what starts in the same nanosecond stays in the order in which it came', () => {
  const [trace] = tracesOf(madeSpans({ id: 'b' }, { id: 'a' }, { id: 'a', name: 'again' }));
  expect(trace && sketches(trace)).toEqual({ ...NOTHING, roots: ['b', 'a'], duplicates: ['again'] });
});

test('starts are compared as numbers, to the nanosecond', () => {
  const starts = ['1700000000000000001', '999', '1700000000000000000', '1000', ''];
  const spans = starts.map((startTimeUnixNano, index) => ({ id: `s${index}`, startTimeUnixNano }));
  expect(traceOf(...spans).roots.map(({ span }) => span.startNanos)).toEqual([
    '0',
    '999',
    '1000',
    '1700000000000000000',
    '1700000000000000001',
  ]);
});

test.for([
  ['a chain', undefined, 'roots'],
  ['a chain without a beginning', 'lost', 'orphans'],
  ['a ring', 'last', 'cycles'],
] as const)('fifty thousand spans deep: %s', ([, first, where]) => {
  const length = 50_000;
  const idOf = (index: number) => (index === length - 1 ? 'last' : `s${index}`);
  const chain = Array.from({ length }, (_, index) => {
    const parent = index === 0 ? first : idOf(index - 1);
    return { id: idOf(index), at: index / 1000, ...(parent === undefined ? {} : { parent }) };
  });
  const [trace] = tracesOf(madeSpans(...chain));
  // Vitest's own comparisons are recursive, so that only numbers are given to them.
  expect([trace?.size, trace?.[where].length]).toEqual([length, 1]);
  let depth = 0;
  for (let node = trace?.[where][0]; node !== undefined; [node] = node.children) depth += 1;
  expect(depth).toBe(length);
});
