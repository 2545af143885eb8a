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
