import type { Evidence, Pointer } from '../../evidence/evidence.ts';
import { fieldOf, firstField, pointAt, pointAtPart, stdoutLines, type LogLine } from '../../evidence/logs.ts';
import { epochOf, levelOf, NAMES } from './names.ts';

/** A JSON line read under any of the accepted names. */
export interface LogEvent {
  line: LogLine;
  object: Readonly<Record<string, unknown>>;
  name: string | undefined;
  level: number | undefined;
  /** Epoch milliseconds. */
  time: number | undefined;
  requestId: string | undefined;
  userId: string | undefined;
  traceId: string | undefined;
  method: unknown;
  path: unknown;
  status: unknown;
  duration: unknown;
  aborted: boolean;
  err: Readonly<Record<string, unknown>> | undefined;
}

const known = new WeakMap<Evidence, LogEvent[]>();

/** All JSON lines on stdout, of one run or of all, in order. */
export function eventsOf(evidence: Evidence, run?: string): LogEvent[] {
  let events = known.get(evidence);
  if (events === undefined) {
    events = stdoutLines(evidence).flatMap((line) => toEvent(line) ?? []);
    known.set(evidence, events);
  }
  return run === undefined ? events : events.filter((event) => event.line.run === run);
}

function toEvent(line: LogLine): LogEvent | undefined {
  const { object } = line;
  if (object === undefined) return undefined;
  const value = (names: readonly string[]): unknown => firstField(object, names)?.value;
  const name = value(NAMES.event);
  const err = object['err'];
  return {
    line,
    object,
    name: typeof name === 'string' ? name : undefined,
    level: levelOf(value(NAMES.level)),
    time: epochOf(value(NAMES.time)),
    requestId: idOf(value(NAMES.requestId)),
    userId: idOf(value(NAMES.userId)),
    traceId: idOf(value(NAMES.traceId)),
    method: value(NAMES.method),
    path: value(NAMES.path),
    status: value(NAMES.status),
    duration: value(NAMES.duration),
    aborted: fieldOf(object, 'aborted') === true || name === 'request.aborted',
    err: typeof err === 'object' && err !== null ? (err as Record<string, unknown>) : undefined,
  };
}

function idOf(value: unknown): string | undefined {
  return typeof value === 'string' || typeof value === 'number' ? String(value) : undefined;
}

export const isStarted = (event: LogEvent): boolean => event.name === 'request.started';

/** `request.aborted` may stand in for `request.completed` with `aborted: true`. */
export const isCompleted = (event: LogEvent): boolean =>
  event.name === 'request.completed' || event.name === 'request.aborted';

/** The message under `err`; empty when there is none. */
export function errorMessageOf({ err }: LogEvent): string {
  const message = err?.['message'];
  return typeof message === 'string' ? message : '';
}

/** A frame of a V8 stack trace. */
const FRAME = /\n {1,8}at /;

/** Whether a stack stands under `err`. */
export function hasStack({ err }: LogEvent): boolean {
  return typeof err?.['stack'] === 'string' && FRAME.test(err['stack']);
}

/** Points at a line by the name of its event, which says most about it. */
export function pointAtEvent({ line, name }: LogEvent): Pointer {
  return name === undefined ? pointAt(line) : pointAtPart(line, JSON.stringify(name));
}

/** Points at a field of a line, key and value; at the event's name when the line has no such field. */
export function pointAtField(event: LogEvent, names: readonly string[]): Pointer {
  const field = firstField(event.object, names);
  if (field === undefined) return pointAtEvent(event);
  const key = field.name in event.object ? field.name : (field.name.split('.').at(-1) ?? '');
  const written = `${JSON.stringify(key)}:${JSON.stringify(field.value)}`;
  return event.line.text.includes(written) ? pointAtPart(event.line, written) : pointAtEvent(event);
}
