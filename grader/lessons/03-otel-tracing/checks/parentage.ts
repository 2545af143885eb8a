import type { Evidence } from '../../../evidence/evidence.ts';
import { gatherFindings } from '../../findings.ts';
import type { Check } from '../../lesson.ts';
import { DAY, SERVICES } from '../names.ts';
import { showSpan } from '../show.ts';
import { above, storiesOf, tellingOf } from '../story.ts';

/** Every span hangs where its work came from. */
export const parentage: Check = {
  id: 'parentage',
  points: 7,
  after: ['one-trace'],
  codes: ['not-the-call', 'orphan', 'cycle', 'duplicate'],
  judge(evidence: Evidence) {
    const findings = gatherFindings();
    const stories = storiesOf(evidence, DAY).filter(({ kind }) => kind !== 'last');
    const foreign = new Set(stories.flatMap(({ inbound }) => (inbound === undefined ? [] : [inbound.parentId])));
    // Of the last request it is not certain that all arrived: that is another check's business.
    const last = storiesOf(evidence, DAY).find(({ kind }) => kind === 'last')?.trace;
    for (const trace of tellingOf(evidence, DAY)?.traces ?? []) {
      if (trace === last) continue;
      for (const { span } of trace.orphans)
        if (!foreign.has(span.parentSpanId ?? ''))
          findings.add('orphan', {
            params: { name: span.name, service: span.sender },
            ...showSpan({ trace }, DAY, span),
          });
      for (const { span } of trace.cycles)
        findings.add('cycle', { params: { name: span.name, service: span.sender }, ...showSpan({ trace }, DAY, span) });
      for (const span of trace.duplicates)
        findings.add('duplicate', {
          params: { name: span.name, service: span.sender, id: span.spanId },
          ...showSpan({ trace }, DAY, span),
        });
    }
    for (const story of stories)
      for (const span of story.spans) {
        const caller = SERVICES[SERVICES.findIndex((service) => service === span.sender) - 1];
        const [parent] = above(story, span);
        if (span.kind !== 'server' || caller === undefined || parent === undefined) continue;
        if (parent.sender !== caller || parent.kind !== 'client')
          findings.add('not-the-call', {
            params: { name: span.name, service: span.sender, caller },
            actual: `${parent.name} (${parent.sender}, ${parent.kind})`,
            ...showSpan(story, DAY, span),
          });
      }
    return findings.list();
  },
};
