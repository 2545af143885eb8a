import type { Evidence, Exchange, Json } from '../../../evidence/evidence.ts';
import { firstField, pointAtPart } from '../../../evidence/logs.ts';
import { gatherFindings, type Findings } from '../../findings.ts';
import type { Check } from '../../lesson.ts';
import { bodyOf } from '../client.ts';
import { eventsOf, isCompleted, pointAtEvent, type LogEvent } from '../events.ts';
import { DAY, NAMES } from '../names.ts';
import { requestLog } from '../requests.ts';

/** The ids on a line are those of the request that the line is about, however many requests overlap. */
export const context: Check = {
  id: 'context',
  points: 10,
  after: ['request-lifecycle'],
  codes: [
    'request-id-missing',
    'request-id-foreign',
    'user-missing',
    'user-foreign',
    'user-invented',
    'trace-missing',
    'trace-foreign',
  ],
  judge(evidence) {
    const findings = gatherFindings();
    const owned = ownedLines(evidence);
    const traces = new Set(owned.map(({ owner }) => owner.facts['traceId']));
    for (const line of owned) judgeLine(line, traces, findings);
    const known = new Set(owned.map(({ event }) => event));
    for (const event of eventsOf(evidence, DAY))
      if (!known.has(event) && isBusiness(event) && event.requestId === undefined)
        findings.add('request-id-missing', { actual: '–', at: [pointAtEvent(event)] });
    return findings.list();
  },
};

interface OwnedLine {
  event: LogEvent;
  owner: Exchange;
  /** The request ids under which the owner's own lines go. */
  ids: Set<string>;
}

/**
 * The lines whose request is certain: lines of a request's lifecycle, and lines that tell of something only one
 * request did (its order, its error). All others are given to the request whose id they carry.
 */
function ownedLines(evidence: Evidence): OwnedLine[] {
  const { requests } = requestLog(evidence, DAY);
  const byLine = new Map<LogEvent, Exchange>();
  const idsOf = new Map<Exchange, Set<string>>();
  const byId = new Map<string, Exchange>();
  const byOrder = new Map<string, Exchange>();
  const byMessage: [message: string, exchange: Exchange][] = [];
  for (const { exchange, started, completed } of requests) {
    const ids = new Set<string>();
    for (const event of [...started, ...completed]) {
      byLine.set(event, exchange);
      if (event.requestId === undefined) continue;
      ids.add(event.requestId);
      byId.set(event.requestId, exchange);
    }
    idsOf.set(exchange, ids);
    if (exchange.facts['placed'] === true) byOrder.set(bodyOf(exchange)['id'] ?? '', exchange);
    const message = exchange.facts['unexpected'];
    if (typeof message === 'string') byMessage.push([message, exchange]);
  }

  const ownerOf = (event: LogEvent): Exchange | undefined => {
    const order = firstField(event.object, NAMES.orderId)?.value;
    const message = event.err?.['message'];
    return (
      byLine.get(event) ??
      (event.name === 'order.placed' && typeof order === 'string' ? byOrder.get(order) : undefined) ??
      byMessage.find(([text]) => typeof message === 'string' && message.includes(text))?.[1] ??
      byId.get(event.requestId ?? '')
    );
  };
  return eventsOf(evidence, DAY).flatMap((event): OwnedLine[] => {
    const owner = ownerOf(event);
    return owner === undefined ? [] : [{ event, owner, ids: idsOf.get(owner) ?? new Set() }];
  });
}

function judgeLine({ event, owner, ids }: OwnedLine, traces: Set<Json | undefined>, findings: Findings): void {
  const { line } = event;
  const at = (part: string | undefined) => [part === undefined ? pointAtEvent(event) : pointAtPart(line, part)];
  const tell = (code: string, expected: string, actual: string | undefined): void =>
    findings.add(code, { expected, actual: actual ?? '–', at: at(actual) });

  const [requestId = ''] = ids;
  if (event.requestId === undefined) tell('request-id-missing', requestId, undefined);
  else if (!ids.has(event.requestId)) tell('request-id-foreign', requestId, event.requestId);

  const { userId, traceId } = owner.facts;
  if (typeof userId === 'string' && userId !== 'open') {
    if (event.userId === undefined && isUserKnown(event)) tell('user-missing', userId, undefined);
    else if (event.userId !== undefined && event.userId !== userId) tell('user-foreign', userId, event.userId);
  } else if (userId === null && event.userId !== undefined) tell('user-invented', '–', event.userId);

  if (typeof traceId === 'string') {
    if (event.traceId === undefined) tell('trace-missing', traceId, undefined);
    else if (event.traceId !== traceId) tell('trace-foreign', traceId, event.traceId);
    // A request that brought no trace may be given one of its own, but not another's.
  } else if (event.traceId !== undefined && traces.has(event.traceId)) tell('trace-foreign', '–', event.traceId);
}

/** Lines that come after the question who sent the request: its end, and what the shop did for its user. */
function isUserKnown(event: LogEvent): boolean {
  return isCompleted(event) || isBusiness(event) || event.err !== undefined;
}

const isBusiness = ({ name }: LogEvent): boolean => name === 'order.placed' || name === 'payment.declined';
