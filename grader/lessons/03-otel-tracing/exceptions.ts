import type { Evidence, Run } from '../../evidence/evidence.ts';
import { readLines, type LogLine } from '../../evidence/logs.ts';
import { attributesOf } from '../../evidence/otlp-values.ts';
import type { Span } from '../../evidence/spans.ts';
import { EXCEPTION, TRACE_ID_FIELDS } from './names.ts';
import type { Story } from './story.ts';

/** The messages of the exceptions that were recorded on a span as events. */
export function exceptionsOn({ events }: Span): string[] {
  return events
    .filter(({ name }) => name === EXCEPTION.event)
    .map(({ attributes }) => String(attributes[EXCEPTION.message] ?? ''));
}

/** An exception that is looked for. */
export interface Wanted {
  service: string;
  /** What it must say; empty for any. */
  message: string;
}

/** The fields of a log line that hold an error: pino's own, its alias, and OpenTelemetry's. */
const ERROR_FIELDS = ['err', 'error', 'exception', EXCEPTION.type, EXCEPTION.message];

/** Whether a service has recorded an exception in a story: as an event of a span, as a log record of OTLP, or as a line of its log. */
export function isRecorded(
  evidence: Evidence,
  run: string,
  { spans, trace }: Story,
  { service, message }: Wanted,
): boolean {
  const seen = evidence.runs[run];
  if (seen === undefined || trace === undefined) return false;
  return (
    spans.some((span) => span.sender === service && exceptionsOn(span).some((text) => text.includes(message))) ||
    recordsOf(seen, service).some(({ traceId, text }) => traceId === trace.traceId && text.includes(message)) ||
    linesOf(seen, service).some(
      ({ object, text }) =>
        TRACE_ID_FIELDS.some((field) => object?.[field] === trace.traceId) &&
        ERROR_FIELDS.some((field) => object?.[field] !== undefined) &&
        text.includes(message),
    )
  );
}

/** Exceptions among the log records that a service exported. */
function recordsOf({ otlp }: Run, service: string): { traceId: string; text: string }[] {
  return otlp.requests.flatMap((request) => {
    if (request.signal !== 'logs' || request.service !== service) return [];
    return (request.message.resourceLogs ?? [])
      .flatMap(({ scopeLogs = [] }) => scopeLogs.flatMap(({ logRecords = [] }) => logRecords))
      .flatMap(({ traceId = '', attributes }) => {
        const text = attributesOf(attributes)[EXCEPTION.message];
        return typeof text === 'string' ? [{ traceId, text }] : [];
      });
  });
}

const known = new WeakMap<Run, Map<string, LogLine[]>>();

/** A service's lines on stdout, read once. */
export function linesOf(run: Run, service: string): LogLine[] {
  const lines = known.get(run) ?? new Map<string, LogLine[]>();
  known.set(run, lines);
  const record = run.processes[service];
  const read = lines.get(service) ?? (record === undefined ? [] : readLines(run, record, 'stdout'));
  lines.set(service, read);
  return read;
}
