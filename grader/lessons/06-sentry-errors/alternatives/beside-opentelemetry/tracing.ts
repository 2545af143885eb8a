import { SpanKind, trace, type Context, type Span as ApiSpan } from '@opentelemetry/api';
import { ExpressInstrumentation } from '@opentelemetry/instrumentation-express';
import { HttpInstrumentation } from '@opentelemetry/instrumentation-http';
import { NodeSDK } from '@opentelemetry/sdk-node';
import { AlwaysOnSampler, type ReadableSpan, type Span, type SpanProcessor } from '@opentelemetry/sdk-trace';
import { register } from 'node:module';
import { log } from './log.ts';

/** Finds the span of the request in which any other span was started. */
class RequestSpans implements SpanProcessor {
  readonly #requestOf = new WeakMap<ApiSpan, Span>();

  /** The span of the request that is being served here, also when it has been answered already. */
  current(): Span | undefined {
    const active = trace.getActiveSpan();
    return active && this.#requestOf.get(active);
  }

  onStart(span: Span, parentContext: Context): void {
    const parent = trace.getSpan(parentContext);
    this.#requestOf.set(span, (parent && this.#requestOf.get(parent)) ?? span);
  }

  onEnd(span: ReadableSpan): void {
    const { kind, attributes, duration } = span;
    if (kind !== SpanKind.SERVER) return;
    log.info({
      event: 'request.completed',
      trace_id: span.spanContext().traceId,
      method: attributes['http.request.method'],
      route: attributes['http.route'],
      status: attributes['http.response.status_code'],
      durationMs: duration[0] * 1e3 + duration[1] / 1e6,
    });
  }

  async forceFlush(): Promise<void> {}
  async shutdown(): Promise<void> {}
}

export const requestSpans = new RequestSpans();

/** Has every request get a span, and a line in the log when it ends. Nothing is exported. */
export function startTracing(): void {
  // Express is imported, not required, and there is no other hook for that yet.
  register('@opentelemetry/instrumentation/hook.mjs', import.meta.url);
  new NodeSDK({
    autoDetectResources: false,
    sampler: new AlwaysOnSampler(), // who calls does not decide whether we know what we do
    spanProcessors: [requestSpans],
    metricReaders: [],
    logRecordProcessors: [],
    instrumentations: [
      // What goes out is Sentry's envelopes, and nothing else.
      new HttpInstrumentation({ disableOutgoingRequestInstrumentation: true }),
      new ExpressInstrumentation(),
    ],
  }).start();
}
