import { headerOf, type Evidence, type Exchange, type Pointer } from '../../evidence/evidence.ts';
import { eventsOf, isCompleted, isStarted, type LogEvent } from './events.ts';

/** One request the grader sent, with the lines that are about it. */
export interface LoggedRequest {
  exchange: Exchange;
  started: LogEvent[];
  completed: LogEvent[];
}

/** A run's requests with their lines, and the lines about requests that nobody sent. */
export interface RequestLog {
  requests: LoggedRequest[];
  invented: LogEvent[];
}

/**
 * Gives each started and completed line to the request it is about: by request id (sent, or echoed in the
 * response) where the line has a known one, else to a request with the same method and path that still lacks
 * such a line. Left out are requests that never reached the app, and health checks, which need not be logged.
 */
export function requestLog(evidence: Evidence, run: string): RequestLog {
  const requests = (evidence.runs[run]?.exchanges ?? [])
    .filter(({ error, route }) => error !== 'ECONNREFUSED' && route !== '/healthz')
    .map((exchange): LoggedRequest => ({ exchange, started: [], completed: [] }));
  const byId = new Map<string, LoggedRequest>();
  for (const request of requests) for (const id of idsOf(request.exchange)) byId.set(id, request);

  const invented: LogEvent[] = [];
  const events = eventsOf(evidence, run).filter((event) => isStarted(event) || isCompleted(event));
  for (const event of events) {
    if (pathOnly(event.path) === '/healthz') continue;
    const kind = isStarted(event) ? 'started' : 'completed';
    const request = byId.get(event.requestId ?? '') ?? nextLike(event, kind, requests);
    if (request === undefined) {
      invented.push(event);
      continue;
    }
    request[kind].push(event);
    if (event.requestId !== undefined && !byId.has(event.requestId)) byId.set(event.requestId, request);
  }
  return { requests, invented };
}

function nextLike(
  event: LogEvent,
  kind: 'started' | 'completed',
  requests: readonly LoggedRequest[],
): LoggedRequest | undefined {
  const alike = requests.filter(({ exchange }) => exchange.method === event.method && isPathOf(event.path, exchange));
  const open = alike.filter((request) => request[kind].length === 0);
  return open.find(({ exchange }) => kind === 'started' || exchange.status === event.status) ?? open[0];
}

function idsOf({ requestHeaders, responseHeaders }: Exchange): string[] {
  const ids = [headerOf(responseHeaders, 'x-request-id'), headerOf(requestHeaders, 'x-request-id')];
  return ids.filter((id) => id !== undefined && id !== '') as string[];
}

/** Whether a logged value names the exchange's path (with or without its query) or its route. */
export function isPathOf(value: unknown, { path, route }: Exchange): boolean {
  const logged = pathOnly(value);
  return logged !== undefined && (logged === pathOnly(path) || logged === route);
}

function pathOnly(value: unknown): string | undefined {
  return typeof value === 'string' ? value.split('?')[0] : undefined;
}

/** Points at a request the grader sent and the answer it got. */
export function pointAtExchange(run: string, { service, method, path, status, outcome }: Exchange): Pointer {
  const answer = outcome === 'answered' ? String(status) : outcome;
  return { channel: 'http', run, service, excerpt: `${method} ${path} → ${answer}` };
}
