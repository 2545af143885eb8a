import { cutText, excerptOf, printable } from '../../evidence/excerpt.ts';
import type { Evidence, Exchange, Pointer } from '../../evidence/evidence.ts';
import { eventsOf as readEvents, thrownOf, type SentryEvent } from '../../evidence/sentry-events.ts';
import { sentrySpansOf, type SentrySpan } from '../../evidence/sentry-spans.ts';

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
  const read = known.get(run) ?? { events: readEvents(requests), spans: sentrySpansOf(requests) };
  known.set(run, read);
  return read;
}

/** The events about an error whose message has a token in it. */
export function eventsAbout(evidence: Evidence, run: string, token: string): SentryEvent[] {
  return heardOf(evidence, run).events.filter(
    ({ message, exceptions }) => message.includes(token) || exceptions.some(({ value }) => value.includes(token)),
  );
}

/** An event in one line, as a list of issues shows it. */
export function titleOf(event: SentryEvent): string {
  const { type = '', value = '' } = thrownOf(event) ?? {};
  return type === '' ? event.message || value : `${type}: ${value}`;
}

/** Points at an event: at its title and transaction, or at the part that matters. */
export function pointAtEvent(event: SentryEvent, run: string, part?: string): Pointer {
  const text = `${titleOf(event)} · ${event.transaction}${part === undefined ? '' : ` · ${part}`}`;
  const from = part === undefined ? 0 : text.length - part.length;
  return { channel: 'sentry', run, service: 'shop', ...excerptOf(text, from, part?.length ?? 0) };
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
