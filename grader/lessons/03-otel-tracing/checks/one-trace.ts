import type { Evidence } from '../../../evidence/evidence.ts';
import type { Span } from '../../../evidence/spans.ts';
import { gatherFindings, type Findings } from '../../findings.ts';
import type { Check } from '../../lesson.ts';
import { BUSINESS, DAY, SERVICES } from '../names.ts';
import { showSpan, showTrace } from '../show.ts';
import { isGatewayServer, serversOf, servicesOf, storiesOf, tellingOf } from '../story.ts';

/** A request is one trace, over all services that it came to, and begins in the gateway. */
export const oneTrace: Check = {
  id: 'one-trace',
  points: 8,
  codes: ['count', 'service', 'roots', 'begins-midway'],
  judge(evidence: Evidence) {
    const findings = gatherFindings();
    const plain = storiesOf(evidence, DAY).filter(({ kind }) => kind === 'plain');
    const told = plain.filter(({ trace }) => trace !== undefined);
    if (told.length < plain.length)
      findings.add('count', { expected: String(plain.length), actual: String(told.length) });
    for (const story of told) {
      const { exchange, trace } = story;
      const params = { request: `${exchange.method} ${exchange.route}` };
      for (const service of servicesOf(story))
        if (serversOf(story, service).length === 0)
          findings.add('service', { params: { ...params, service }, ...showTrace(story) });
      const second = trace?.roots.find(({ span }, index) => index > 0 || !isGatewayServer(span));
      if (second !== undefined) findings.add('roots', { params, ...showSpan(story, DAY, second.span) });
    }
    judgeBeginnings(evidence, findings);
    return findings.list();
  },
};

/** A trace that begins in orders or payments, with a request, a call or a step of an order, is a piece that was torn off. */
function judgeBeginnings(evidence: Evidence, findings: Findings): void {
  for (const trace of tellingOf(evidence, DAY)?.traces ?? []) {
    const torn = trace.roots.find(({ span }) => isTornOff(span));
    if (torn === undefined) continue;
    const { name, sender } = torn.span;
    findings.add('begins-midway', { params: { service: sender, name }, ...showSpan({ trace }, DAY, torn.span) });
  }
}

const STEPS: readonly string[] = [BUSINESS.validate, BUSINESS.inventory, BUSINESS.payment];

const isTornOff = ({ sender, kind, name }: Span): boolean =>
  sender !== SERVICES[0] && (kind === 'server' || kind === 'client' || STEPS.includes(name));
