import { isSpanContextValid, trace } from '@opentelemetry/api';
import { basename } from 'node:path';
import pino from 'pino';

export const log = pino({
  base: { service: process.env.OTEL_SERVICE_NAME ?? basename(process.argv[1] ?? 'shop', '.ts') },
  timestamp: pino.stdTimeFunctions.isoTime,
  formatters: {
    level: (label) => ({ level: label }),
    log: (line) => ({ ...line, ...activeIds() }),
  },
  // Errors of the payment provider's client carry the request, with its authorization.
  serializers: { err: ({ name, message, stack }: Error) => ({ type: name, message, stack }) },
});

function activeIds(): { traceId?: string; spanId?: string } {
  const span = trace.getActiveSpan()?.spanContext();
  return span !== undefined && isSpanContextValid(span) ? { traceId: span.traceId, spanId: span.spanId } : {};
}
