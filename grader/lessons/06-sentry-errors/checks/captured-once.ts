import type { Evidence } from '../../../evidence/evidence.ts';
import { printable } from '../../../evidence/excerpt.ts';
import type { SentryEvent } from '../../../evidence/sentry-events.ts';
import { gatherFindings, type Findings } from '../../findings.ts';
import type { Check } from '../../lesson.ts';
import { answerField } from '../../shopper.ts';
import { eventsOfCrash, eventsOfRequest, pointAtEvent, pointAtExchange } from '../heard.ts';
import { CRASH, DAY } from '../names.ts';
import { failuresOf, type Failure } from '../truth.ts';

/** Where the shop's failures are thrown: a whole stack reaches it. */
const THROWN_IN = /(?:^|[/\\])gates(?:\.ts)?$/;

/** An error that nobody handled is one event, unhandled, with its whole stack; the customer gets the same clean 500 as ever. */
export const capturedOnce: Check = {
  id: 'captured-once',
  points: 12,
  codes: ['missing', 'repeated', 'handled', 'stack', 'answer', 'refused'],
  judge(evidence) {
    const findings = gatherFindings();
    for (const failure of failuresOf(evidence, [DAY])) {
      if (failure.last) continue; // what becomes of that one is for `flush`
      judgeAnswer(failure, findings);
      const events = eventsOfRequest(evidence, failure.run, failure);
      const at = [pointAtExchange(failure.run, failure.exchange)];
      if (events.length === 0) findings.add('missing', { expected: '1', actual: '0', at });
      judgeEvents(events, failure.run, findings);
    }
    judgeEvents(eventsOfCrash(evidence, CRASH), CRASH, findings); // whether there is one is for `flush`
    for (const run of [DAY, CRASH]) judgeRefusals(evidence, run, findings);
    return findings.list();
  },
};

/** What an app sends and Sentry cannot take: its own work, unless it was cut short or came when there was no room. */
function judgeRefusals(evidence: Evidence, run: string, findings: Findings): void {
  for (const { code, what, detail, status } of evidence.runs[run]?.sentry.refusals ?? []) {
    if (code === 'cut-short' || code === 'busy') continue;
    const excerpt = printable([what, `${status ?? '–'} ${code}`, detail].filter((words) => words !== '').join(' → '));
    findings.add('refused', {
      expected: '200',
      actual: String(status ?? '–'),
      at: [{ channel: 'sentry', run, service: 'shop', excerpt }],
    });
  }
}

function judgeEvents(events: readonly SentryEvent[], run: string, findings: Findings): void {
  const [event, again] = events;
  if (event === undefined) return;
  if (again !== undefined)
    findings.add('repeated', {
      expected: '1',
      actual: String(events.length),
      at: [pointAtEvent(event, run), pointAtEvent(again, run)],
    });
  judgeEvent(event, run, findings);
}

function judgeEvent(event: SentryEvent, run: string, findings: Findings): void {
  const at = [pointAtEvent(event, run)];
  const mechanisms = event.exceptions.map(({ mechanism }) => mechanism);
  if (!mechanisms.some(({ handled }) => handled === false))
    findings.add('handled', {
      expected: 'handled: false',
      actual: `handled: ${mechanisms.at(-1)?.handled ?? '–'}`,
      at,
    });
  const whole = event.exceptions.some(({ frames }) =>
    frames.some(({ filename, module }) => THROWN_IN.test(filename || module)),
  );
  if (!whole) findings.add('stack', { actual: stackOf(event), at });
}

/** The files that a stack passes through, the newest first. */
function stackOf({ exceptions }: SentryEvent): string {
  const files = exceptions.flatMap(({ frames }) => frames.map(({ filename }) => filename.split('/').at(-1) ?? ''));
  return files.length === 0 ? '–' : files.toReversed().slice(0, 3).join(', ');
}

function judgeAnswer({ run, exchange }: Failure, findings: Findings): void {
  if (exchange.status === 500 && answerField(exchange, 'error') === 'internal_error') return;
  findings.add('answer', {
    expected: '500 {"error":"internal_error"}',
    actual: `${exchange.status ?? '–'} ${exchange.responseBody.slice(0, 60)}`,
    at: [pointAtExchange(run, exchange)],
  });
}
