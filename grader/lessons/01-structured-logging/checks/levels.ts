import type { Evidence, Exchange, Run } from '../../../evidence/evidence.ts';
import { firstField, pointAtPart } from '../../../evidence/logs.ts';
import { gatherFindings, type Findings } from '../../findings.ts';
import type { Check } from '../../lesson.ts';
import { bodyOf } from '../client.ts';
import { eventsOf, pointAtField, type LogEvent } from '../events.ts';
import { DAY, DEBUG, ERROR, INFO, levelName, NAMES, WARN } from '../names.ts';
import { exitOf, pointAtExit, processOf } from '../../../evidence/exit.ts';
import { pointAtExchange, requestLog } from '../requests.ts';

/** The runs whose `LOG_LEVEL` is no level, and what it is there. */
export const FALLBACK_RUNS = { 'level-unknown': 'loud', 'level-upper': 'DEBUG', 'level-empty': '' } as const;

/** Levels mean what they say, and `LOG_LEVEL` decides what is written. */
export const levels: Check = {
  id: 'levels',
  points: 10,
  codes: [
    'server-error',
    'client-error',
    'business-missing',
    'business-level',
    'business-untrue',
    'health-noisy',
    'debug-missing',
    'debug-always',
    'warn-not-quiet',
    'level-crashed',
    'fallback-silent',
    'fallback-level',
  ],
  judge(evidence) {
    const findings = gatherFindings();
    judgeRequests(evidence, findings);
    judgeBusiness(evidence, findings);
    judgeHealth(evidence, findings);
    judgeThresholds(evidence, findings);
    for (const [run, value] of Object.entries(FALLBACK_RUNS)) judgeFallback(evidence, run, value, findings);
    return findings.list();
  },
};

function judgeRequests(evidence: Evidence, findings: Findings): void {
  const { requests } = requestLog(evidence, DAY);
  const events = eventsOf(evidence, DAY);
  for (const { exchange, completed } of requests) {
    const { status } = exchange;
    const id = completed[0]?.requestId;
    const own = id === undefined ? completed : events.filter(({ requestId }) => requestId === id);
    const [loudest] = own.toSorted((a, b) => (b.level ?? 0) - (a.level ?? 0));
    if (status === null || loudest === undefined) continue;
    const found = {
      actual: levelName(loudest.level),
      at: [pointAtField(loudest, NAMES.level)],
      params: { request: `${exchange.method} ${exchange.route ?? exchange.path}`, status },
    };
    if (status >= 500 && loudest.level !== ERROR) findings.add('server-error', { expected: 'error', ...found });
    if (status >= 400 && status < 500 && (loudest.level ?? 0) > WARN)
      findings.add('client-error', { expected: '≤ warn', ...found });
  }
}

/** Each order placed and each payment declined is told once, at info, and nothing else is called so. */
function judgeBusiness(evidence: Evidence, findings: Findings): void {
  const { requests } = requestLog(evidence, DAY);
  const events = eventsOf(evidence, DAY).filter(({ name }) => name === 'order.placed' || name === 'payment.declined');
  for (const { exchange, started, completed } of requests) {
    const name = businessEventOf(exchange);
    if (name === undefined) continue;
    const ids = new Set([...started, ...completed].map(({ requestId }) => requestId));
    const order = bodyOf(exchange)['id'];
    const at = events.findIndex(
      (event) =>
        event.name === name &&
        (name === 'order.placed'
          ? firstField(event.object, NAMES.orderId)?.value === order
          : event.requestId === undefined || ids.has(event.requestId)),
    );
    const [event] = at === -1 ? [] : events.splice(at, 1);
    if (event === undefined)
      findings.add('business-missing', { expected: name, actual: '–', at: [pointAtExchange(DAY, exchange)] });
    else if (event.level !== INFO)
      findings.add('business-level', {
        expected: 'info',
        actual: levelName(event.level),
        at: [pointAtField(event, NAMES.level)],
      });
  }
  // What is left tells of something that did not happen, or tells it again.
  for (const event of events)
    findings.add('business-untrue', { actual: event.name ?? '–', at: [pointAtField(event, NAMES.orderId)] });
}

function businessEventOf({ facts, status }: Exchange): string | undefined {
  if (facts['placed'] === true && status === 201) return 'order.placed';
  return facts['declined'] === true ? 'payment.declined' : undefined;
}

function judgeHealth(evidence: Evidence, findings: Findings): void {
  for (const event of eventsOf(evidence, DAY)) {
    const { path } = event;
    if (typeof path !== 'string' || path.split('?')[0] !== '/healthz' || (event.level ?? 0) < INFO) continue;
    findings.add('health-noisy', { actual: levelName(event.level), at: [pointAtPart(event.line, '/healthz')] });
  }
}

/** `debug` adds lines below info, `warn` leaves only warnings and worse. */
function judgeThresholds(evidence: Evidence, findings: Findings): void {
  const always = eventsOf(evidence, DAY).find(({ level }) => level !== undefined && level < INFO);
  if (always !== undefined)
    findings.add('debug-always', {
      expected: '≥ info',
      actual: levelName(always.level),
      at: [pointAtField(always, NAMES.level)],
    });
  const debug = startedRun(evidence, 'debug', 'debug', findings);
  if (debug !== undefined && !eventsOf(evidence, 'debug').some(({ level }) => (level ?? INFO) <= DEBUG))
    findings.add('debug-missing', { expected: 'debug', actual: '–', at: [pointAtExit(debug)] });

  startedRun(evidence, 'warn', 'warn', findings);
  const chatter = eventsOf(evidence, 'warn').find(({ level }) => level !== undefined && level < WARN);
  if (chatter !== undefined)
    findings.add('warn-not-quiet', {
      expected: '≥ warn',
      actual: levelName(chatter.level),
      at: [pointAtField(chatter, NAMES.level)],
    });
}

/** An app told a level that does not exist starts all the same, warns, and writes what `info` writes. */
function judgeFallback(evidence: Evidence, name: string, value: string, findings: Findings): void {
  const run = startedRun(evidence, name, value, findings);
  if (run === undefined) return;
  const params = { value: JSON.stringify(value) };
  const events = eventsOf(evidence, name);
  if (!events.some(({ level }) => level === INFO))
    findings.add('fallback-level', { params, expected: 'info', actual: '–', at: [pointAtExit(run)] });
  // Reading "DEBUG" as "debug" is as good as not knowing it, and nothing to warn of.
  const honoured = name === 'level-upper' && events.some(({ level }) => (level ?? INFO) <= DEBUG);
  if (!honoured && !events.some((event) => event.level === WARN && !isAboutRequest(event)))
    findings.add('fallback-silent', { params, expected: 'warn', actual: '–', at: [pointAtExit(run)] });
}

/** The run, if its app came up; otherwise the finding that it did not. */
function startedRun(evidence: Evidence, name: string, value: string, findings: Findings): Run | undefined {
  const run = evidence.runs[name];
  if (run === undefined || processOf(run)?.readyMs !== null) return run;
  findings.add('level-crashed', {
    params: { value: JSON.stringify(value) },
    actual: exitOf(run),
    at: [pointAtExit(run)],
  });
  return undefined;
}

const isAboutRequest = ({ requestId, path }: LogEvent): boolean => requestId !== undefined || path !== undefined;
