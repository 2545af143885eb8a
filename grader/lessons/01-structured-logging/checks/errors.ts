import type { Exchange } from '../../../evidence/evidence.ts';
import { headerOf } from '../../../evidence/evidence.ts';
import { pointAtPart } from '../../../evidence/logs.ts';
import { gatherFindings, type Findings } from '../../findings.ts';
import type { Check } from '../../lesson.ts';
import { eventsOf, hasStack, pointAtEvent, type LogEvent } from '../events.ts';
import { DAY, ERROR, levelName } from '../names.ts';
import { pointAtExchange } from '../requests.ts';

/** The first line of a frame in a V8 stack trace. */
const FRAME = /\n {1,8}at /;
const FRAME_IN_JSON = /\\n {1,8}at /;

/** An unexpected error is told once, with its stack, under `err`, and the client gets a clean 500. */
export const errors: Check = {
  id: 'errors',
  points: 10,
  codes: ['line-missing', 'line-repeated', 'level', 'type', 'message', 'not-500', 'leaked-to-client', 'request-id'],
  judge(evidence) {
    const findings = gatherFindings();
    for (const exchange of evidence.runs[DAY]?.exchanges ?? []) {
      const message = exchange.facts['unexpected'];
      if (typeof message !== 'string') continue;
      const lines = eventsOf(evidence, DAY).filter(({ line }) => line.text.includes(message));
      judgeLines({ exchange, message, lines, findings });
      judgeAnswer(exchange, message, findings);
    }
    return findings.list();
  },
};

interface Logged {
  exchange: Exchange;
  message: string;
  lines: LogEvent[];
  findings: Findings;
}

function judgeLines({ exchange, message, lines, findings }: Logged): void {
  const event = lines.find((line) => hasStack(line));
  // A stack under any other name is a second telling too.
  const told = lines.filter(({ line }) => FRAME_IN_JSON.test(line.text));
  if (event === undefined) {
    // The line that comes nearest is the best place to look.
    const nearest = lines[0] === undefined ? pointAtExchange(DAY, exchange) : pointAtPart(lines[0].line, message);
    findings.add('line-missing', { at: [nearest] });
    return;
  }
  if (told.length > 1)
    findings.add('line-repeated', {
      expected: '1',
      actual: String(told.length),
      at: told.slice(0, 2).map((one) => pointAtEvent(one)),
    });
  const at = [pointAtEvent(event)];
  if (event.level !== ERROR) findings.add('level', { expected: 'error', actual: levelName(event.level), at });
  const { type, name, message: logged } = event.err ?? {};
  if (typeof (type ?? name) !== 'string' || (type ?? name) === '')
    findings.add('type', { actual: JSON.stringify(type) ?? '–', at });
  if (typeof logged !== 'string' || !logged.includes(message))
    findings.add('message', { expected: message, actual: JSON.stringify(logged) ?? '–', at });
}

function judgeAnswer(exchange: Exchange, message: string, findings: Findings): void {
  const { status, responseBody, responseHeaders } = exchange;
  const at = [pointAtExchange(DAY, exchange)];
  if (status !== 500) {
    findings.add('not-500', { expected: '500', actual: String(status ?? '–'), at });
    return;
  }
  if (responseBody.includes(message) || FRAME.test(responseBody) || /^ {1,8}at /m.test(responseBody))
    findings.add('leaked-to-client', { actual: responseBody.slice(0, 120), at });
  const sent = headerOf(exchange.requestHeaders, 'x-request-id') ?? '';
  const echoed = headerOf(responseHeaders, 'x-request-id') ?? '';
  const told = [sent, echoed].filter((id) => id !== '');
  if (echoed === '' && !told.some((id) => responseBody.includes(id)))
    findings.add('request-id', { expected: sent, actual: responseBody.slice(0, 120), at });
}
