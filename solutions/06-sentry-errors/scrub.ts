import type { ErrorEvent, NodeOptions } from '@sentry/node';

// A domain ends in letters: `shop@2.4.1` is a release, and stays.
const EMAIL = /[\w.+-]+@[\w-]+(?:\.[\w-]+)*\.[a-z]{2,}/gi;
const CARD_NUMBER = /\b(?:\d[ -]?){12,18}\d\b/g;

/** Takes e-mail addresses and card numbers out of what an event says in words: databases and providers quote their customers. */
export function scrubEvent(event: ErrorEvent): ErrorEvent {
  if (event.message !== undefined) event.message = scrubText(event.message);
  for (const exception of event.exception?.values ?? [])
    if (exception.value !== undefined) exception.value = scrubText(exception.value);
  return event;
}

/** The same for a span, which never passes `beforeSend`: the status of one that failed quotes the error's message. */
export const scrubSpan: NonNullable<NodeOptions['beforeSendSpan']> = (span) => {
  for (const [name, value] of Object.entries(span.attributes))
    if (typeof value === 'string') span.attributes[name] = scrubText(value);
  return span;
};

function scrubText(text: string): string {
  return text.replace(EMAIL, '[email]').replace(CARD_NUMBER, '[card]');
}
