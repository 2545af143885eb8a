import { cutText, excerptOf, printable } from '../../evidence/excerpt.ts';
import type { Evidence, Exchange, Pointer } from '../../evidence/evidence.ts';
import { eventsOf, thrownOf, type SentryEvent } from '../../evidence/sentry-events.ts';
import { sentrySpansOf, type SentrySpan } from '../../evidence/sentry-spans.ts';
import { crashOf, failuresOf, fallbacksOf, tokensOf } from './truth.ts';

/** What Sentry heard of one run. */
export interface Heard {
  events: readonly SentryEvent[];
  spans: readonly SentrySpan[];
}

const heard = new WeakMap<Evidence, Map<string, Heard>>();

/** The events and spans of a run; read once, however many checks ask. */
export function heardOf(evidence: Evidence, run: string): Heard {
  const known = heard.get(evidence) ?? new Map<string, Heard>();
  heard.set(evidence, known);
  const requests = evidence.runs[run]?.sentry.requests ?? [];
  const read = known.get(run) ?? { events: eventsOf(requests), spans: sentrySpansOf(requests) };
  known.set(run, read);
  return read;
}

/**
 * The events that a request led to: those with the token of its error in their words, and those of its trace that are
 * loud enough and speak of no other request's error. An app may well have scrubbed the words.
 */
export function eventsOfRequest(
  evidence: Evidence,
  run: string,
  { exchange, token }: { exchange: Exchange; token: string },
  isLoud: (event: SentryEvent) => boolean = isError,
): SentryEvent[] {
  const { runs } = evidence;
  const others = runs[run] === undefined ? [] : tokensOf(runs[run]).filter((other) => other !== token);
  return heardOf(evidence, run).events.filter(
    (event) =>
      speaksOf(event, token) ||
      (event.trace.traceId === exchange.facts['traceId'] &&
        isLoud(event) &&
        !others.some((other) => speaksOf(event, other))),
  );
}

/** Something that went wrong in a request, whether anybody handled it or not, and the events about it. */
export interface Mishap {
  exchange: Exchange;
  bug: string;
  events: SentryEvent[];
}

/** All that went wrong in the requests of a run: what nobody handled, and what had a fallback. */
export function mishapsOf(evidence: Evidence, run: string): Mishap[] {
  return [
    ...failuresOf(evidence, [run]).map((failure) => ({
      ...failure,
      events: eventsOfRequest(evidence, run, failure),
    })),
    ...fallbacksOf(evidence, run).map((fallback) => ({
      ...fallback,
      bug: 'recommendations',
      events: eventsOfRequest(evidence, run, fallback, isWarning),
    })),
  ];
}

/**
 * The events about the exception that nobody caught: by its words, or by the trace of the order that led to it; and where an app has
 * kept neither, the last error of the run that nothing else explains.
 */
export function eventsOfCrash(evidence: Evidence, run: string): SentryEvent[] {
  const crash = crashOf(evidence, run);
  if (crash === undefined) return [];
  const events = eventsOfRequest(evidence, run, crash);
  if (events.length > 0) return events;
  const others = new Set(failuresOf(evidence, [run]).flatMap((failure) => eventsOfRequest(evidence, run, failure)));
  return heardOf(evidence, run)
    .events.filter((event) => isError(event) && !others.has(event))
    .slice(-1);
}

function speaksOf({ message, exceptions }: SentryEvent, token: string): boolean {
  return message.includes(token) || exceptions.some(({ value }) => value.includes(token));
}

/** An error, whatever its level, or a message that is as loud as one: not one that only tells something on the way. */
export const isError = ({ level, exceptions }: SentryEvent): boolean =>
  ['error', 'fatal'].includes(level) || exceptions.some(({ type }) => type !== '');

/** An error, or a warning. */
export const isWarning = (event: SentryEvent): boolean => event.level === 'warning' || isError(event);

/** An event in one line, as a list of issues shows it. */
function titleOf(event: SentryEvent): string {
  const { type = '', value = '' } = thrownOf(event) ?? {};
  return type === '' ? event.message || value : `${type}: ${value}`;
}

/** Points at an event: at its title and transaction, or at the part that matters. */
export function pointAtEvent(event: SentryEvent, run: string, part = ''): Pointer {
  const text = [titleOf(event), event.transaction, part].filter((words) => words !== '').join(' · ');
  return {
    channel: 'sentry',
    run,
    service: 'shop',
    ...excerptOf(text, part === '' ? 0 : text.length - part.length, part.length),
  };
}

/** Points at a span. */
export function pointAtSpan({ name, op, traceId }: SentrySpan, run: string): Pointer {
  return { channel: 'sentry', run, service: 'shop', ...excerptOf(`${op} "${name}" of trace ${traceId}`) };
}

/** Points at a request and its answer. */
export function pointAtExchange(run: string, { method, path, status, error, responseBody }: Exchange): Pointer {
  const answer = `${status ?? error ?? '–'} ${printable(cutText(responseBody, 60))}`.trim();
  return { channel: 'http', run, service: 'shop', excerpt: `${printable(`${method} ${path}`)} → ${answer}` };
}
