import type { Exchange } from '../../../evidence/evidence.ts';
import { gatherFindings } from '../../findings.ts';
import type { Check } from '../../lesson.ts';
import { eventsAbout, heardOf, pointAtExchange, pointAtSpan } from '../heard.ts';
import { CRASH, DEPLOYMENTS } from '../names.ts';
import { failuresOf } from '../truth.ts';

/** The rate of the environment decides which traces are kept; no rate decides about errors. */
export const sampling: Check = {
  id: 'sampling',
  points: 6,
  codes: ['no-segments', 'segment-missing', 'segment-unwanted', 'errors-sampled'],
  judge(evidence) {
    const findings = gatherFindings();
    for (const [run, { rate }] of Object.entries(DEPLOYMENTS)) {
      const segments = heardOf(evidence, run).spans.filter(({ isSegment }) => isSegment);
      if (rate > 0 && segments.length === 0) findings.add('no-segments', { params: { rate } });
      for (const exchange of evidence.runs[run]?.exchanges ?? []) {
        const sampleRand = exchange.facts['sampleRand'];
        if (typeof sampleRand !== 'number' || isLast(exchange) || exchange.outcome !== 'answered') continue;
        const segment = segments.find(({ traceId }) => traceId === exchange.facts['traceId']);
        const params = { rate, sampleRand };
        if (sampleRand < rate && segment === undefined && segments.length > 0)
          findings.add('segment-missing', { params, expected: '1', actual: '0', at: [pointAtExchange(run, exchange)] });
        if (sampleRand >= rate && segment !== undefined)
          findings.add('segment-unwanted', { params, expected: '0', actual: '1', at: [pointAtSpan(segment, run)] });
      }
    }
    for (const { run, exchange, token } of failuresOf(evidence, [CRASH]))
      if (eventsAbout(evidence, run, token).length === 0)
        findings.add('errors-sampled', { expected: '1', actual: '0', at: [pointAtExchange(run, exchange)] });
    return findings.list();
  },
};

/** Its segment ends when the process is about to: `flush` asks for the event, nobody for the segment. */
const isLast = ({ facts }: Exchange): boolean => facts['last'] === true;
