import type { Evidence } from '../../../evidence/evidence.ts';
import { pointAtSpan } from '../../../evidence/point-at-span.ts';
import { gatherFindings } from '../../findings.ts';
import type { Check } from '../../lesson.ts';
import { QUIET } from '../names.ts';
import { serversOf, servicesOf, storiesOf, tellingOf } from '../story.ts';

/** The environment decides how many new traces there are, and whoever began a trace decides about the rest of it. */
export const sampling: Check = {
  id: 'sampling',
  points: 5,
  after: ['one-trace'],
  codes: ['sampled', 'not-continued'],
  judge(evidence: Evidence) {
    const findings = gatherFindings();
    const stories = storiesOf(evidence, QUIET);
    const inbound = new Set(stories.flatMap((story) => (story.inbound === undefined ? [] : [story.inbound.traceId])));
    for (const { traceId, roots, orphans } of tellingOf(evidence, QUIET)?.traces ?? []) {
      const [first] = [...roots, ...orphans];
      // What is linked to a sampled trace may follow its flag.
      const isLinked = first?.span.links.some((link) => inbound.has(link.traceId)) === true;
      if (!inbound.has(traceId) && !isLinked && first !== undefined)
        findings.add('sampled', { params: { service: first.span.sender }, at: [pointAtSpan(QUIET, first.span)] });
    }
    for (const story of stories) {
      if (story.inbound === undefined || story.order?.refusal !== '') continue;
      for (const service of servicesOf(story))
        if (serversOf(story, service).length === 0)
          findings.add('not-continued', { params: { service }, expected: story.inbound.traceId });
    }
    return findings.list();
  },
};
