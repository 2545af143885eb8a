import { basename } from 'node:path';
import { trace } from '@opentelemetry/api';
import pino from 'pino';

export const log = pino({
  base: { service: process.env.OTEL_SERVICE_NAME ?? basename(process.argv[1] ?? 'shop', '.ts') },
  timestamp: pino.stdTimeFunctions.isoTime,
  formatters: { level: (label) => ({ level: label }) },
  // Errors of the payment provider's client carry the request, with its authorization.
  serializers: { err: ({ name, message, stack }: Error) => ({ type: name, message, stack }) },
  // Every line is found from its span, and every span from its lines.
  mixin() {
    const context = trace.getActiveSpan()?.spanContext();
    return context === undefined ? {} : { trace_id: context.traceId, span_id: context.spanId };
  },
});
