import type { Evidence, Pointer } from '../../../evidence/evidence.ts';
import { excerptOf } from '../../../evidence/excerpt.ts';
import type { LogLine } from '../../../evidence/logs.ts';
import { gatherFindings, type Findings } from '../../findings.ts';
import type { Check } from '../../lesson.ts';
import { textField } from '../../shopper.ts';
import { orderIdOf } from '../customer.ts';
import { linesOf } from '../exceptions.ts';
import { DAY, LINES, SPAN_ID_FIELDS, TRACE_ID_FIELDS } from '../names.ts';
import { storiesOf, tellingOf, type Story } from '../story.ts';

/** From a line of the log to the trace, and back. */
export const logCorrelation: Check = {
  id: 'log-correlation',
  points: 4,
  after: ['one-trace'],
  codes: ['line', 'ids', 'trace', 'span'],
  judge(evidence: Evidence) {
    const findings = gatherFindings();
    for (const story of storiesOf(evidence, DAY)) {
      const { order, kind, trace } = story;
      if (order === undefined || order.refusal !== '' || kind === 'last' || trace === undefined) continue;
      for (const wanted of LINES) judgeLine(evidence, story, wanted, findings);
    }
    return findings.list();
  },
};

function judgeLine(
  evidence: Evidence,
  story: Story,
  { event, service, about }: (typeof LINES)[number],
  findings: Findings,
): void {
  const run = evidence.runs[DAY];
  const id = about === 'paymentId' ? textField(story.exchange, 'paymentId') : orderIdOf(story.exchange);
  const lines = run === undefined ? [] : linesOf(run, service);
  const line = lines.find(({ object }) => object?.['event'] === event && object[about] === id);
  const params = { event, service };
  if (line === undefined) {
    findings.add('line', { params });
    return;
  }
  const [traceId, spanId] = [fieldOf(line, TRACE_ID_FIELDS), fieldOf(line, SPAN_ID_FIELDS)];
  const at = [pointAt(line)];
  if (traceId === '' || spanId === '') {
    findings.add('ids', { params, at });
    return;
  }
  const span = tellingOf(evidence, DAY)?.spans.find((one) => one.traceId === traceId && one.spanId === spanId);
  const isMail = event === 'confirmation.sent'; // its span may be of a trace that is linked to the order's
  if (!isMail && traceId !== story.trace?.traceId)
    findings.add('trace', { params, expected: story.trace?.traceId ?? '', actual: traceId, at });
  else if (span?.sender !== service) findings.add('span', { params, actual: spanId, at });
}

function fieldOf({ object }: LogLine, names: readonly string[]): string {
  const value = names.map((name) => object?.[name]).find((one) => one !== undefined);
  return typeof value === 'string' ? value : '';
}

const pointAt = ({ run, service, channel, number, text }: LogLine): Pointer => {
  const { excerpt } = excerptOf(text);
  return { channel, run, service, line: number, excerpt };
};
