import type { Json } from './evidence.ts';
import { eventsOf, type SentryEvent } from './sentry-events.ts';
import type { SentryRequest } from './sentry.ts';

/** What tests read where the real SDK would not have sent it. */

/** A request with an envelope as given: its lines. */
export function requestOf(...lines: (string | Json)[]): SentryRequest {
  const envelope = lines.map((line) => (typeof line === 'string' ? line : JSON.stringify(line))).join('\n');
  return { receivedAt: 0, headers: [], bytes: Buffer.byteLength(envelope), envelope, encoding: 'utf8', status: 200 };
}

/** An event as it is read from this payload. */
export function eventOf(payload: Json): SentryEvent {
  const [event] = eventsOf([requestOf({}, { type: 'event' }, payload)]);
  if (event === undefined) throw new Error('no event');
  return event;
}
