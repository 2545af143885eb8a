import type { Span } from './spans.ts';

/** A span and what came of it. */
export interface SpanNode {
  readonly span: Span;
  /** In the order in which they started. */
  readonly children: readonly SpanNode[];
}

/** All spans that have one trace id. Each is in exactly one of the trees, or a duplicate. */
export interface Trace {
  readonly traceId: string;
  /** Spans, duplicates not counted. */
  readonly size: number;
  /** Spans without a parent. More than one is no tree. */
  readonly roots: readonly SpanNode[];
  /** Spans whose parent never came. */
  readonly orphans: readonly SpanNode[];
  /** Of each ring of spans that are each other's parents, the one that started first; the others are below it. */
  readonly cycles: readonly SpanNode[];
  /** Spans whose id another span had already, whatever else they say. */
  readonly duplicates: readonly Span[];
  /** When its first span started, in epoch milliseconds. */
  readonly startMs: number;
}

interface Draft {
  span: Span;
  children: Draft[];
}

/** Puts spans together as traces, in the order in which they began. Nothing that spans say can make it fail. */
export function tracesOf(spans: readonly Span[]): Trace[] {
  const byTrace = new Map<string, Span[]>();
  for (const span of spans) {
    const some = byTrace.get(span.traceId);
    if (some === undefined) byTrace.set(span.traceId, [span]);
    else some.push(span);
  }
  return [...byTrace].map(([traceId, some]) => toTrace(traceId, some)).toSorted((a, b) => a.startMs - b.startMs);
}

function toTrace(traceId: string, spans: readonly Span[]): Trace {
  const nodes = new Map<string, Draft>();
  const duplicates: Span[] = [];
  for (const span of spans.toSorted(byStart)) {
    if (nodes.has(span.spanId)) duplicates.push(span);
    else nodes.set(span.spanId, { span, children: [] });
  }
  const roots: Draft[] = [];
  const orphans: Draft[] = [];
  for (const node of nodes.values()) {
    const { parentSpanId } = node.span;
    const parent = parentSpanId === undefined ? undefined : nodes.get(parentSpanId);
    if (parent !== undefined) parent.children.push(node);
    else (parentSpanId === undefined ? roots : orphans).push(node);
  }
  const cycles = openCycles(nodes, [...roots, ...orphans]);
  const [first] = nodes.values();
  return { traceId, size: nodes.size, roots, orphans, cycles, duplicates, startMs: first?.span.startMs ?? 0 };
}

/** What hangs on no root hangs on a ring. Each ring is opened where it started first, and becomes a tree. */
function openCycles(nodes: ReadonlyMap<string, Draft>, tops: readonly Draft[]): Draft[] {
  const reached = new Set<Draft>();
  const reach = (top: Draft): void => {
    const open = [top];
    for (let node = open.pop(); node !== undefined; node = open.pop()) {
      if (reached.has(node)) continue;
      reached.add(node);
      for (const child of node.children) open.push(child);
    }
  };
  for (const top of tops) reach(top);
  const heads: Draft[] = [];
  for (const node of nodes.values()) {
    if (reached.has(node)) continue;
    const head = firstOfRing(node, nodes);
    const parent = parentOf(head, nodes);
    if (parent !== undefined) parent.children = parent.children.filter((child) => child !== head);
    heads.push(head);
    reach(head);
  }
  return heads.toSorted((a, b) => byStart(a.span, b.span));
}

function firstOfRing(start: Draft, nodes: ReadonlyMap<string, Draft>): Draft {
  const passed = new Set<Draft>();
  let node = start;
  while (!passed.has(node)) {
    passed.add(node);
    node = parentOf(node, nodes) ?? node;
  }
  let first = node;
  for (let next = parentOf(node, nodes); next !== undefined && next !== node; next = parentOf(next, nodes))
    if (byStart(next.span, first.span) < 0) first = next;
  return first;
}

function parentOf({ span }: Draft, nodes: ReadonlyMap<string, Draft>): Draft | undefined {
  return span.parentSpanId === undefined ? undefined : nodes.get(span.parentSpanId);
}

/** Decimal numbers of different length compare by it. */
function byStart({ startNanos: a }: Span, { startNanos: b }: Span): number {
  
  return a < b ? -1 : Number(a > b);
}
