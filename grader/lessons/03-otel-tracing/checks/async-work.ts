import type { Evidence } from '../../../evidence/evidence.ts';
import { pointAtSpan } from '../../../evidence/point-at-span.ts';
import type { Span } from '../../../evidence/spans.ts';
import { gatherFindings } from '../../findings.ts';
import type { Check } from '../../lesson.ts';
import { orderIdOf } from '../customer.ts';
import { BUSINESS, DAY, ORDER } from '../names.ts';
import { showTrace } from '../show.ts';
import { storiesOf, tellingOf, type Story } from '../story.ts';

/** The mail after an order is sent by a worker, and is found from the order all the same. */
export const asyncWork: Check = {
  id: 'async-work',
  points: 6,
  after: ['one-trace'],
  codes: ['missing', 'no-id', 'repeated', 'detached'],
  judge(evidence: Evidence) {
    const findings = gatherFindings();
    const mails = tellingOf(evidence, DAY)?.spans.filter(({ name }) => name === BUSINESS.confirmation) ?? [];
    const nameless = mails.filter(({ attributes }) => attributes[ORDER.id] === undefined);
    for (const mail of nameless) findings.add('no-id', { at: [pointAtSpan(DAY, mail)] });
    for (const story of storiesOf(evidence, DAY)) {
      const { order, kind, trace, exchange } = story;
      if (order === undefined || order.refusal !== '' || kind === 'last' || trace === undefined) continue;
      const [mail, second] = mails.filter(({ attributes }) => attributes[ORDER.id] === orderIdOf(exchange));
      if (second !== undefined) findings.add('repeated', { at: [pointAtSpan(DAY, second, ORDER.id)] });
      if (mail !== undefined && !belongsTo(mail, story))
        findings.add('detached', { at: [pointAtSpan(DAY, mail, ORDER.id)], ...showTrace(story) });
      if (mail === undefined && nameless.length === 0) findings.add('missing', showTrace(story));
    }
    return findings.list();
  },
};

/** In the order's trace, or linked to a span of it. */
function belongsTo(mail: Span, { trace, spans }: Story): boolean {
  return (
    mail.traceId === trace?.traceId ||
    mail.links.some((link) => link.traceId === trace?.traceId && spans.some(({ spanId }) => spanId === link.spanId))
  );
}
