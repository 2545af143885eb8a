import { trace } from '@opentelemetry/api';
import pino from 'pino';
import { withoutSecrets } from './words.ts';

export const log = pino({
  level: process.env.LOG_LEVEL ?? 'info',
  base: { service: process.env.OTEL_SERVICE_NAME ?? 'shop' },
  timestamp: pino.stdTimeFunctions.isoTime,
  formatters: { level: (label) => ({ level: label }) },
  serializers: {
    err: (error: unknown) => withoutSecrets(error instanceof Error ? (error.stack ?? error.message) : String(error)),
  },
  mixin() {
    const context = trace.getActiveSpan()?.spanContext();
    return context ? { trace_id: context.traceId } : {};
  },
});
