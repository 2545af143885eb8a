import { headerOf, type Exchange } from '../../../evidence/evidence.ts';
import { printable } from '../../../evidence/excerpt.ts';
import { gatherFindings } from '../../findings.ts';
import type { Check } from '../../lesson.ts';
import { DAY, NAMES, REQUEST_ID } from '../names.ts';
import { pointAtField } from '../events.ts';
import { pointAtExchange, requestLog } from '../requests.ts';

/** A well-formed inbound id is kept and echoed; an absent, malformed or overlong one is replaced. */
export const requestId: Check = {
  id: 'request-id',
  points: 10,
  codes: [
    'not-echoed',
    'inbound-ignored',
    'line-differs',
    'not-logged',
    'generated-repeated',
    'malformed-kept',
    'overlong-kept',
  ],
  judge(evidence) {
    const findings = gatherFindings();
    const generated = new Map<string, Exchange>();
    for (const { exchange, started, completed } of requestLog(evidence, DAY).requests) {
      if (exchange.outcome !== 'answered') continue;
      const at = [pointAtExchange(DAY, exchange)];
      const sent = headerOf(exchange.requestHeaders, 'x-request-id');
      const echoed = headerOf(exchange.responseHeaders, 'x-request-id');
      if (echoed === undefined || echoed === '') {
        findings.add('not-echoed', { expected: sent ?? 'X-Request-ID: …', actual: '–', at });
        continue;
      }
      if (sent !== undefined && REQUEST_ID.test(sent)) {
        if (echoed !== sent) findings.add('inbound-ignored', { expected: sent, actual: printable(echoed), at });
      } else {
        const overlong = exchange.facts['idKind'] === 'overlong';
        // An overlong id that is cut is still the stranger's.
        const kept = overlong ? sent?.includes(echoed) === true : echoed === sent;
        if (kept || !REQUEST_ID.test(echoed))
          findings.add(overlong ? 'overlong-kept' : 'malformed-kept', { actual: short(echoed), at });
        if (generated.has(echoed)) findings.add('generated-repeated', { actual: short(echoed), at });
        generated.set(echoed, exchange);
      }
      const own = [...started, ...completed];
      const strayed = own.find((event) => event.requestId !== echoed);
      if (own.length === 0) findings.add('not-logged', { expected: short(echoed), actual: '–', at });
      else if (strayed !== undefined)
        findings.add('line-differs', {
          expected: short(echoed),
          actual: short(strayed.requestId ?? '–'),
          at: [pointAtField(strayed, NAMES.requestId)],
        });
    }
    return findings.list();
  },
};

function short(id: string): string {
  const shown = printable(id);
  return shown.length > 60 ? `${shown.slice(0, 60)}… (${id.length})` : shown;
}
