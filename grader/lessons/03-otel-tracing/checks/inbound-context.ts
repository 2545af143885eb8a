import type { Evidence } from '../../../evidence/evidence.ts';
import { pointAtSpan } from '../../../evidence/point-at-span.ts';
import { gatherFindings, type Findings } from '../../findings.ts';
import type { Check } from '../../lesson.ts';
import { DAY } from '../names.ts';
import { showSpan } from '../show.ts';
import { isGatewayServer, serversOf, storiesOf, tellingOf } from '../story.ts';

/** A trace that somebody else began goes on, and one that nobody records is recorded by nobody. */
export const inboundContext: Check = {
  id: 'inbound-context',
  points: 7,
  after: ['one-trace'],
  codes: ['not-continued', 'parent', 'unsampled'],
  judge(evidence: Evidence) {
    const findings = gatherFindings();
    for (const story of storiesOf(evidence, DAY)) {
      const { inbound, kind, exchange, spans } = story;
      if (inbound === undefined || kind === 'last') continue;
      const [first] = spans;
      if (!inbound.sampled) {
        if (first !== undefined)
          findings.add('unsampled', { params: { service: first.sender }, at: [pointAtSpan(DAY, first)] });
        continue;
      }
      const [server] = serversOf(story, 'gateway');
      if (server === undefined)
        findings.add('not-continued', {
          params: { request: `${exchange.method} ${exchange.route}` },
          expected: inbound.traceId,
        });
      else if (server.parentSpanId !== inbound.parentId)
        findings.add('parent', {
          expected: inbound.parentId,
          actual: server.parentSpanId ?? '–',
          ...showSpan(story, DAY, server),
        });
    }
    judgeNewcomers(evidence, findings);
    return findings.list();
  },
};

/**
 * Traces of nobody's that begin in the gateway. Some may be those of requests whose sampled trace was not carried on; where there are
 * more, requests that were not to be recorded have begun traces of their own.
 */
function judgeNewcomers(evidence: Evidence, findings: Findings): void {
  const stories = storiesOf(evidence, DAY);
  const known = new Set(stories.map(({ trace }) => trace));
  const newcomers = (tellingOf(evidence, DAY)?.traces ?? []).flatMap((trace) =>
    known.has(trace) ? [] : trace.roots.filter(({ span }) => isGatewayServer(span)),
  );
  const lost = stories.filter((story) => story.inbound?.sampled === true && serversOf(story, 'gateway').length === 0);
  for (const { span } of newcomers.slice(lost.length))
    findings.add('unsampled', { params: { service: span.sender }, at: [pointAtSpan(DAY, span)] });
}
