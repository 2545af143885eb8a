import {
  createContextKey,
  isSpanContextValid,
  trace,
  TraceFlags,
  type Context,
  type TextMapGetter,
  type TextMapPropagator,
  type TextMapSetter,
} from '@opentelemetry/api';

const HEADER = /^(?!ff)([\da-f]{2})-([\da-f]{32})-([\da-f]{16})-([\da-f]{2})(-.*)?$/;

/** What others said in `tracestate`: handed on as it came. */
const STATE = createContextKey('tracestate');

/** Reads and writes the headers of W3C Trace Context. */
export class TraceContext implements TextMapPropagator {
  inject(context: Context, carrier: unknown, setter: TextMapSetter): void {
    const span = trace.getSpanContext(context);
    if (span === undefined || !isSpanContextValid(span)) return;
    const flags = (span.traceFlags & TraceFlags.SAMPLED).toString(16).padStart(2, '0');
    setter.set(carrier, 'traceparent', `00-${span.traceId}-${span.spanId}-${flags}`);
    const state = context.getValue(STATE);
    if (typeof state === 'string' && state !== '') setter.set(carrier, 'tracestate', state);
  }

  extract(context: Context, carrier: unknown, getter: TextMapGetter): Context {
    const header = getter.get(carrier, 'traceparent');
    const [, version, traceId = '', spanId = '', flags = '', more] = HEADER.exec(String(header).trim()) ?? [];
    if (version === '00' && more !== undefined) return context;
    const span = { traceId, spanId, traceFlags: Number.parseInt(flags, 16) & TraceFlags.SAMPLED, isRemote: true };
    if (!isSpanContextValid(span)) return context;
    const state = [getter.get(carrier, 'tracestate') ?? []].flat().join(',');
    return trace.setSpanContext(context.setValue(STATE, state), span);
  }

  fields(): string[] {
    return ['traceparent', 'tracestate'];
  }
}
