import type { Evidence, Exchange } from '../../../evidence/evidence.ts';
import type { SentryEvent } from '../../../evidence/sentry-events.ts';
import { gatherFindings } from '../../findings.ts';
import type { Check } from '../../lesson.ts';
import { eventsOfCrash, heardOf, isError, mishapsOf, pointAtEvent, pointAtExchange } from '../heard.ts';
import { CRASH, DAY } from '../names.ts';

/** What a customer has to put right is no event; nor is what never happened. */
export const expectedErrors: Check = {
  id: 'expected-errors',
  points: 8,
  after: ['captured-once'],
  codes: ['declined', 'client-error', 'unexplained'],
  judge(evidence) {
    const findings = gatherFindings();
    for (const run of [DAY, CRASH]) {
      const explained = explainedEvents(evidence, run);
      for (const event of heardOf(evidence, run).events) {
        if (explained.has(event) || !isError(event)) continue;
        const exchange = evidence.runs[run]?.exchanges.find(({ facts }) => facts['traceId'] === event.trace.traceId);
        findings.add(codeOf(event, exchange), {
          at: [pointAtEvent(event, run), ...(exchange === undefined ? [] : [pointAtExchange(run, exchange)])],
        });
      }
    }
    return findings.list();
  },
};

/** The events about something that did go wrong: in a request, behind a fallback, or at the end. */
function explainedEvents(evidence: Evidence, run: string): Set<SentryEvent> {
  return new Set([...mishapsOf(evidence, run).flatMap(({ events }) => events), ...eventsOfCrash(evidence, run)]);
}

function codeOf({ message, exceptions }: SentryEvent, exchange: Exchange | undefined): string {
  const words = [message, ...exceptions.flatMap(({ type, value }) => [type, value])].join(' ');
  if (exchange?.status === 402 || /declined/i.test(words)) return 'declined';
  const isAnswered = exchange?.status !== undefined && exchange.status !== null;
  return (isAnswered && exchange.status >= 400 && exchange.status < 500) || /ShopError/.test(words)
    ? 'client-error'
    : 'unexplained';
}
