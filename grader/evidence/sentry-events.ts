import { itemsOf } from './envelopes.ts';
import type { Json } from './evidence.ts';
import { isObject, listOf, numberOf, objectOf, textOf, timeOf, type JsonObject } from './json-fields.ts';
import type { SentryRequest } from './sentry.ts';

/** One error or message as a service reported it (https://develop.sentry.dev/sdk/foundations/data-model/event-payloads/). */
export interface SentryEvent {
  readonly eventId: string;
  /** Epoch milliseconds; null where it says nothing. */
  readonly timeMs: number | null;
  /** Sentry takes one without a level for an error. */
  readonly level: string;
  readonly release: string;
  readonly environment: string;
  readonly transaction: string;
  readonly message: string;
  /** Causes first, what was thrown last. The SDK gives a message that has a stack one exception without a type. */
  readonly exceptions: readonly SentryException[];
  readonly user: JsonObject;
  readonly tags: Readonly<Record<string, string>>;
  readonly contexts: JsonObject;
  readonly extra: JsonObject;
  /** Oldest first. */
  readonly breadcrumbs: readonly Breadcrumb[];
  readonly request: JsonObject;
  /** Empty where Sentry is to find the group itself. */
  readonly fingerprint: readonly string[];
  readonly trace: { readonly traceId: string; readonly spanId: string };
  /** As it was sent. */
  readonly raw: JsonObject;
  readonly sent: SentryRequest;
}

/** One error of an event: what was thrown, or a cause of it. */
export interface SentryException {
  /** Empty for a message. */
  readonly type: string;
  readonly value: string;
  /** How it was caught. `handled` is null where nobody said. */
  readonly mechanism: { readonly type: string; readonly handled: boolean | null; readonly synthetic: boolean };
  /** The newest call last. */
  readonly frames: readonly Frame[];
}

/** One call of a stack. */
export interface Frame {
  readonly function: string;
  readonly module: string;
  readonly filename: string;
  readonly lineno: number | null;
  readonly colno: number | null;
  /** Of the app itself, and not of a package or of Node. */
  readonly inApp: boolean;
  /** The line of source; empty where it was not sent. */
  readonly contextLine: string;
}

/** One step on the way to an event. */
export interface Breadcrumb {
  /** Epoch milliseconds; null where it says nothing. */
  readonly timeMs: number | null;
  readonly category: string;
  readonly message: string;
  readonly level: string;
  readonly type: string;
  readonly data: JsonObject;
}

/** All events of the requests, in the order in which they came. Whatever a field holds instead of its own type is passed over. */
export function eventsOf(requests: readonly SentryRequest[]): SentryEvent[] {
  return itemsOf(requests)
    .filter(({ kind }) => kind === 'event')
    .map(({ payload, request }) => readEvent(payload, request));
}

/** The error that was thrown, or the message; undefined for an event that has neither stack nor error. */
export function thrownOf(event: SentryEvent): SentryException | undefined {
  return event.exceptions.at(-1);
}

function readEvent(raw: JsonObject, sent: SentryRequest): SentryEvent {
  const contexts = objectOf(raw.contexts);
  const trace = objectOf(contexts.trace);
  const logEntry = objectOf(raw.logentry);
  return {
    eventId: textOf(raw.event_id),
    timeMs: timeOf(raw.timestamp),
    level: textOf(raw.level) || 'error',
    release: textOf(raw.release),
    environment: textOf(raw.environment),
    transaction: textOf(raw.transaction),
    message: textOf(raw.message) || textOf(logEntry.formatted) || textOf(logEntry.message),
    exceptions: valuesOf(raw.exception).map(readException),
    user: objectOf(raw.user),
    tags: readTags(raw.tags),
    contexts,
    extra: objectOf(raw.extra),
    breadcrumbs: valuesOf(raw.breadcrumbs).map(readBreadcrumb),
    request: objectOf(raw.request),
    fingerprint: listOf(raw.fingerprint).map((part) => textOf(part)),
    trace: { traceId: textOf(trace.trace_id), spanId: textOf(trace.span_id) },
    raw,
    sent,
  };
}

function readException(exception: JsonObject): SentryException {
  const mechanism = objectOf(exception.mechanism);
  return {
    type: textOf(exception.type),
    value: textOf(exception.value),
    mechanism: {
      type: textOf(mechanism.type),
      handled: typeof mechanism.handled === 'boolean' ? mechanism.handled : null,
      synthetic: mechanism.synthetic === true,
    },
    frames: listOf(objectOf(exception.stacktrace).frames).filter(isObject).map(readFrame),
  };
}

function readFrame(frame: JsonObject): Frame {
  return {
    function: textOf(frame.function),
    module: textOf(frame.module),
    filename: textOf(frame.filename) || textOf(frame.abs_path),
    lineno: numberOf(frame.lineno),
    colno: numberOf(frame.colno),
    inApp: frame.in_app === true,
    contextLine: textOf(frame.context_line),
  };
}

function readBreadcrumb(breadcrumb: JsonObject): Breadcrumb {
  return {
    timeMs: timeOf(breadcrumb.timestamp),
    category: textOf(breadcrumb.category),
    message: textOf(breadcrumb.message),
    level: textOf(breadcrumb.level) || 'info',
    type: textOf(breadcrumb.type) || 'default',
    data: objectOf(breadcrumb.data),
  };
}

/** Tags come as an object or as pairs; values that are no text are shown as what they are. */
function readTags(tags: Json | undefined): Record<string, string> {
  const pairs = isObject(tags) ? Object.entries(tags) : listOf(tags).filter((pair) => Array.isArray(pair));
  const read = Object.create(null) as Record<string, string>;
  for (const [key, value] of pairs)
    if (typeof key === 'string' && value !== null && value !== undefined)
      read[key] = typeof value === 'string' ? value : JSON.stringify(value);
  return read;
}

/** Interfaces that come many are `{ values: [...] }`, or only the list. */
function valuesOf(value: Json | undefined): JsonObject[] {
  return listOf(isObject(value) ? value.values : value).filter(isObject);
}
