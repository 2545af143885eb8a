import type { Run } from '../../evidence/evidence.ts';
import { exitOf, pointAtExit } from '../../evidence/exit.ts';
import { pointAtSpan } from '../../evidence/point-at-span.ts';
import { drawTrace } from '../../evidence/span-tree.ts';
import type { Span } from '../../evidence/spans.ts';
import type { Finding } from '../lesson.ts';
import type { Story } from './story.ts';

const MAX_LINES = 24;
/** What is left of a terminal of 80 columns, beside the margin of a finding. */
const WIDTH = 72;

/** Where in a story a span stands: its line, and the trace with the span marked. */
export function showSpan(
  { trace }: Pick<Story, 'trace'>,
  run: string,
  span: Span,
  attribute?: string,
): Required<Pick<Finding, 'at' | 'drawing'>> {
  const drawing =
    trace === undefined ? [] : drawTrace(trace, { marked: new Set([span]), maxLines: MAX_LINES, width: WIDTH });
  return { at: [pointAtSpan(run, span, attribute)], drawing };
}

/** A story's trace as a whole: what lacks something has no span to point at. */
export function showTrace({ trace }: Pick<Story, 'trace'>): Pick<Finding, 'drawing'> {
  return trace === undefined ? {} : { drawing: drawTrace(trace, { maxLines: MAX_LINES, width: WIDTH }) };
}

/** How a service's process ended, where it should have ended well. */
export function showExit(run: Run, service: string): Required<Pick<Finding, 'params' | 'expected' | 'actual' | 'at'>> {
  return { params: { service }, expected: 'exit 0', actual: exitOf(run, service), at: [pointAtExit(run, service)] };
}
