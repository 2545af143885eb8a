import type { Evidence } from '../../../evidence/evidence.ts';
import { gatherFindings } from '../../findings.ts';
import type { Check } from '../../lesson.ts';
import { textField } from '../../shopper.ts';
import { orderIdOf } from '../customer.ts';
import { CROWD } from '../day.ts';
import { DAY, ORDER, SERVICES } from '../names.ts';
import { showSpan, showTrace } from '../show.ts';
import { serversOf, storiesOf } from '../story.ts';

/** Orders that overlap have a trace each, and nothing of one stands in another's. */
export const concurrency: Check = {
  id: 'concurrency',
  points: 5,
  after: ['one-trace', 'inbound-context'],
  codes: ['spans', 'foreign'],
  judge(evidence: Evidence) {
    const findings = gatherFindings();
    const crowd = storiesOf(evidence, DAY).filter(({ kind }) => kind === 'crowd');
    const everybody = {
      [ORDER.paymentId]: new Set(crowd.map(({ exchange }) => textField(exchange, 'paymentId'))),
      [ORDER.id]: new Set(crowd.map(({ exchange }) => orderIdOf(exchange))),
    };
    for (const story of crowd) {
      for (const service of SERVICES) {
        const { length } = serversOf(story, service);
        if (length !== 1)
          findings.add('spans', {
            params: { service, orders: CROWD },
            expected: '1',
            actual: String(length),
            ...showTrace(story),
          });
      }
      const own: Record<string, string> = {
        [ORDER.paymentId]: textField(story.exchange, 'paymentId'),
        [ORDER.id]: orderIdOf(story.exchange),
      };
      for (const span of story.spans)
        for (const [attribute, all] of Object.entries(everybody)) {
          const value = span.attributes[attribute];
          if (typeof value === 'string' && value !== own[attribute] && all.has(value))
            findings.add('foreign', {
              params: { attribute, name: span.name, orders: CROWD },
              expected: own[attribute] ?? '',
              actual: value,
              ...showSpan(story, DAY, span, attribute),
            });
        }
    }
    return findings.list();
  },
};
