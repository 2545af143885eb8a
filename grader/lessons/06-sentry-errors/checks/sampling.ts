import type { Evidence, Exchange } from '../../../evidence/evidence.ts';
import { pointAtExit } from '../../../evidence/exit.ts';
import { gatherFindings, type Findings } from '../../findings.ts';
import type { Check } from '../../lesson.ts';
import { eventsOfRequest, heardOf, pointAtExchange, pointAtSpan } from '../heard.ts';
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
        if (sampleRand < rate && segment === undefined && segments.length > 0 && !mayBeLeftOut(exchange))
          findings.add('segment-missing', { params, expected: '1', actual: '0', at: [pointAtExchange(run, exchange)] });
        if (sampleRand >= rate && segment !== undefined)
          findings.add('segment-unwanted', { params, expected: '0', actual: '1', at: [pointAtSpan(segment, run)] });
      }
    }
    judgeErrors(evidence, findings);
    return findings.list();
  },
};

/** Of what failed while no trace was wanted, all is told. An app that did not get that far has told nothing. */
function judgeErrors(evidence: Evidence, findings: Findings): void {
  const run = evidence.runs[CRASH];
  const failures = failuresOf(evidence, [CRASH]);
  const rate = DEPLOYMENTS[CRASH].rate;
  if (run !== undefined && failures.length === 0)
    findings.add('errors-sampled', { params: { rate }, expected: '1', actual: '0', at: [pointAtExit(run)] });
  for (const failure of failures)
    if (eventsOfRequest(evidence, CRASH, failure).length === 0)
      findings.add('errors-sampled', {
        params: { rate },
        expected: '1',
        actual: '0',
        at: [pointAtExchange(CRASH, failure.exchange)],
      });
}

/** Where whole transactions are sent, the SDK leaves out what was answered so, unless it is told otherwise. */
const mayBeLeftOut = ({ status }: Exchange): boolean => status !== null && status >= 401 && status <= 404;

/** Its segment ends when the process is about to: `flush` asks for the event, nobody for the segment. */
const isLast = ({ facts }: Exchange): boolean => facts['last'] === true;
