import { gatherFindings } from '../../findings.ts';
import type { Check } from '../../lesson.ts';
import { heardOf, mishapsOf, pointAtEvent, pointAtSpan } from '../heard.ts';
import { DAY, templateOf } from '../names.ts';
import { transactionOf } from '../truth.ts';

/** Answers that a route gave: before that, nobody can know which route it is. */
const FROM_A_ROUTE = new Set([200, 201, 402, 409, 500]);

/** Who was there before Express knows the route; who came later knows the path. */
export const initFirst: Check = {
  id: 'init-first',
  points: 8,
  codes: ['nothing', 'transaction', 'segment'],
  judge(evidence) {
    const findings = gatherFindings();
    let seen = 0;
    for (const { exchange, events } of mishapsOf(evidence, DAY)) {
      const expected = transactionOf(exchange);
      for (const event of events) {
        seen += 1;
        if (templateOf(event.transaction) !== templateOf(expected))
          findings.add('transaction', { expected, actual: event.transaction || '–', at: [pointAtEvent(event, DAY)] });
      }
    }
    const segments = heardOf(evidence, DAY).spans.filter(({ isSegment }) => isSegment);
    for (const exchange of evidence.runs[DAY]?.exchanges ?? []) {
      if (exchange.route === null || !FROM_A_ROUTE.has(exchange.status ?? 0)) continue;
      const expected = transactionOf(exchange);
      for (const segment of segments.filter(({ traceId }) => traceId === exchange.facts['traceId'])) {
        seen += 1;
        if (templateOf(segment.name) !== templateOf(expected))
          findings.add('segment', { expected, actual: segment.name || '–', at: [pointAtSpan(segment, DAY)] });
      }
    }
    if (seen === 0) findings.add('nothing');
    return findings.list();
  },
};
