import type { Evidence } from '../../../evidence/evidence.ts';
import { pointAtSpan } from '../../../evidence/point-at-span.ts';
import { gatherFindings } from '../../findings.ts';
import type { Check } from '../../lesson.ts';
import { DAY } from '../names.ts';
import { showSpan } from '../show.ts';
import { serversOf, storiesOf } from '../story.ts';

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
    return findings.list();
  },
};
