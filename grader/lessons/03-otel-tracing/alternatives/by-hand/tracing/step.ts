import { context, SpanStatusCode, trace, type Span, type SpanOptions } from '@opentelemetry/api';
import { log } from '../logger.ts';

/** Spans are the business of this file and of those beside it. */
export const tracer = trace.getTracer('by-hand');

/**
 * Does `work` in a span of its own, which ends with it. What it throws is written to the log, with the span's ids, and
 * thrown on.
 */
export async function inSpan<T>(
  name: string,
  options: SpanOptions,
  work: (span: Span) => Promise<T>,
  from = context.active(),
): Promise<T> {
  const span = tracer.startSpan(name, options, from);
  return await context.with(trace.setSpan(from, span), async () => {
    try {
      return await work(span);
    } catch (error) {
      fail(span, typeOf(error));
      log.warn({ event: 'step.failed', step: name, err: error });
      throw error;
    } finally {
      span.end();
    }
  });
}

/** Marks a span as failed. */
export function fail(span: Span, type: string): void {
  span.setAttribute('error.type', type);
  span.setStatus({ code: SpanStatusCode.ERROR });
}

/** What kind of error it is: its code where there is one, else its class. */
export function typeOf(error: unknown): string {
  const { code, name } = error as { code?: unknown; name?: unknown };
  return typeof code === 'string' ? code : typeof name === 'string' ? name : '_OTHER';
}
