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

const FORMAT =
  /^(?!ff)(?<version>[\da-f]{2})-(?<traceId>[\da-f]{32})-(?<spanId>[\da-f]{16})-(?<flags>[\da-f]{2})(?<rest>-.*)?$/;

/** Where the vendors' header waits, word for word, until it goes on. */
const STATE = createContextKey('tracestate');

/** W3C Trace Context, and nothing else: no baggage leaves this shop. */
export class TraceParent implements TextMapPropagator {
  inject(context: Context, carrier: unknown, setter: TextMapSetter): void {
    const span = trace.getSpanContext(context);
    if (span === undefined || !isSpanContextValid(span)) return;
    const flags = (span.traceFlags & TraceFlags.SAMPLED).toString(16).padStart(2, '0');
    setter.set(carrier, 'traceparent', `00-${span.traceId}-${span.spanId}-${flags}`);
    const state = context.getValue(STATE);
    if (typeof state === 'string' && state !== '') setter.set(carrier, 'tracestate', state);
  }

  extract(context: Context, carrier: unknown, getter: TextMapGetter): Context {
    const {
      version,
      traceId = '',
      spanId = '',
      flags = '',
      rest,
    } = FORMAT.exec(one(getter.get(carrier, 'traceparent')))?.groups ?? {};
    if (version === '00' && rest !== undefined) return context;
    const traceFlags = Number.parseInt(flags, 16) & TraceFlags.SAMPLED;
    const span = { traceId, spanId, traceFlags, isRemote: true };
    if (!isSpanContextValid(span)) return context;
    return trace.setSpanContext(context.setValue(STATE, one(getter.get(carrier, 'tracestate'))), span);
  }

  fields(): string[] {
    return ['traceparent', 'tracestate'];
  }
}

function one(header: string | string[] | undefined): string {
  return Array.isArray(header) ? header.join(',') : (header ?? '');
}
