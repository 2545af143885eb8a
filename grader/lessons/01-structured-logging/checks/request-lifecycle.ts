import { gatherFindings, type Findings } from '../../findings.ts';
import type { Check } from '../../lesson.ts';
import { isPathOf, pointAtExchange, requestLog, type LoggedRequest } from '../requests.ts';
import { DAY, NAMES } from '../names.ts';
import { pointAtEvent, pointAtField, type LogEvent } from '../events.ts';

/** Each request has one started and one completed line, and the completed line tells what happened. */
export const requestLifecycle: Check = {
  id: 'request-lifecycle',
  points: 12,
  codes: [
    'none',
    'started-missing',
    'started-repeated',
    'started-late',
    'completed-missing',
    'completed-repeated',
    'invented',
    'method',
    'path',
    'status',
    'duration-unit',
    'duration-short',
    'duration-long',
    'abort-untold',
    'abort-claimed',
  ],
  judge(evidence) {
    const findings = gatherFindings();
    const { requests, invented } = requestLog(evidence, DAY);
    if (requests.every(({ started, completed }) => started.length + completed.length === 0)) {
      findings.add('none', { params: { sent: requests.length } });
      return findings.list();
    }
    const { livedMs } = Object.values(evidence.runs[DAY]?.processes ?? {})[0] ?? { livedMs: Infinity };
    for (const request of requests) {
      // Where the app died over a request, or never answered it, its lines are another check's concern.
      const { outcome } = request.exchange;
      if (outcome === 'answered' || outcome === 'aborted') judgeRequest(request, livedMs, findings);
    }
    judgeDurations(requests, findings);
    for (const event of invented) findings.add('invented', { at: [pointAtEvent(event)] });
    return findings.list();
  },
};

function judgeRequest({ exchange, started, completed }: LoggedRequest, livedMs: number, findings: Findings): void {
  const sent = pointAtExchange(DAY, exchange);
  const count = (kind: string, events: LogEvent[]): void => {
    const numbers = { expected: '1', actual: String(events.length) };
    if (events.length === 0) findings.add(`${kind}-missing`, { ...numbers, at: [sent] });
    // A line too many is pointed at by the last one.
    else if (events.length > 1)
      findings.add(`${kind}-repeated`, { ...numbers, at: events.slice(-1).map((event) => pointAtEvent(event)) });
  };
  count('started', started);
  count('completed', completed);
  const [event] = completed;
  if (event !== undefined) judgeCompleted(event, { exchange, livedMs, findings });
}

/** Two clocks of one machine, one of them read in whole milliseconds. */
const CLOCKS_MS = 5;
/** A pause between two statements can be this long on a busy machine; a habit of the app's shows in most of its requests. */
const PAUSE_MS = 50;
const MOST = 0.5;

/**
 * The app's own clock must bear its lines out: a request that was held began that much before it ended, and none took
 * longer than from its first line to its last.
 */
function judgeDurations(requests: LoggedRequest[], findings: Findings): void {
  const told = requests.flatMap(({ exchange, started: [first], completed: [last] }) =>
    first?.time === undefined || last?.time === undefined
      ? []
      : [{ first, last, waitMs: exchange.waitMs, spanMs: last.time - first.time }],
  );
  // ISO 8601 allows times in whole seconds; those bear nothing out, and neither do times that are not in milliseconds at all.
  if (told.every(({ first, last }) => isWholeSecond(first) && isWholeSecond(last))) return;
  if (told.some(({ first }) => (first.time ?? 0) < EARLIEST)) return;
  const late = told.filter(({ waitMs, spanMs }) => spanMs < waitMs - CLOCKS_MS);
  for (const { first, waitMs, spanMs } of late)
    findings.add('started-late', {
      expected: `≥ ${Math.floor(waitMs)}`,
      actual: String(spanMs),
      at: [pointAtField(first, NAMES.time)],
    });
  const long = told.filter(
    ({ last, spanMs }) => typeof last.duration === 'number' && last.duration > spanMs + PAUSE_MS,
  );
  if (long.length <= told.length * MOST) return;
  for (const { last, spanMs } of long)
    findings.add('duration-long', {
      expected: `≤ ${spanMs + PAUSE_MS}`,
      actual: JSON.stringify(last.duration),
      at: [pointAtField(last, NAMES.duration)],
    });
}

/** No run of this course began before; what is told as earlier is in other units. */
const EARLIEST = Date.UTC(2025, 0);

const isWholeSecond = ({ time = 0 }: LogEvent): boolean => time % 1_000 === 0;

interface Truth {
  exchange: LoggedRequest['exchange'];
  livedMs: number;
  findings: Findings;
}

function judgeCompleted(event: LogEvent, { exchange, livedMs, findings }: Truth): void {
  const tell = (code: string, names: readonly string[], expected: string, actual: unknown): void =>
    findings.add(code, { expected, actual: JSON.stringify(actual) ?? '–', at: [pointAtField(event, names)] });

  if (event.method !== exchange.method) tell('method', NAMES.method, exchange.method, event.method);
  if (!isPathOf(event.path, exchange)) tell('path', NAMES.path, exchange.path.split('?')[0] ?? '', event.path);

  const aborted = exchange.outcome === 'aborted';
  if (aborted && !event.aborted) findings.add('abort-untold', { at: [pointAtEvent(event)] });
  if (!aborted && event.aborted)
    findings.add('abort-claimed', { at: [pointAtExchange(DAY, exchange), pointAtEvent(event)] });
  if (!aborted && event.status !== exchange.status) tell('status', NAMES.status, String(exchange.status), event.status);

  const { duration } = event;
  if (typeof duration !== 'number' || !Number.isFinite(duration))
    tell('duration-unit', NAMES.duration, '12.3', duration);
  else if (duration < Math.floor(exchange.waitMs))
    tell('duration-short', NAMES.duration, `≥ ${Math.floor(exchange.waitMs)}`, duration);
  else if (duration > livedMs) tell('duration-long', NAMES.duration, `≤ ${Math.ceil(livedMs)}`, duration);
}
