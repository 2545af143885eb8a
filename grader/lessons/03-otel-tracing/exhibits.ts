import type { Evidence } from '../../evidence/evidence.ts';
import { drawTrace } from '../../evidence/span-tree.ts';
import type { Exhibit } from '../lesson.ts';
import { DAY } from './names.ts';
import { storiesOf } from './story.ts';

const MAX_LINES = 30;
const WIDTH = 76;

/** The trace of one order: that of the first that was paid, or what there is of it. */
export function traceOfAnOrder(evidence: Evidence): Exhibit[] {
  const orders = storiesOf(evidence, DAY).filter(({ order, trace }) => order?.refusal === '' && trace !== undefined);
  const trace = orders[0]?.trace;
  return trace === undefined
    ? []
    : [{ id: 'trace-of-an-order', lines: drawTrace(trace, { maxLines: MAX_LINES, width: WIDTH }) }];
}
