import { shop } from '#shop';
import {
  context,
  propagation,
  ROOT_CONTEXT,
  SpanKind,
  SpanStatusCode,
  trace,
  type Attributes,
  type Span,
} from '@opentelemetry/api';

const tracer = trace.getTracer('shop');

interface SpanPlan {
  name: string;
  kind?: SpanKind;
  attributes?: Attributes;
  /** The headers that came with the work, where it does not follow from the span that is active. */
  from?: Record<string, string>;
}

/** Runs `work` in a span of its own, which ends however it ends, and tells of a failure. */
export async function inSpan<T>(
  { name, kind, attributes, from }: SpanPlan,
  work: (span: Span) => Promise<T>,
): Promise<T> {
  const parent = from === undefined ? context.active() : propagation.extract(ROOT_CONTEXT, from);
  const options = { ...(kind === undefined ? {} : { kind }), ...(attributes === undefined ? {} : { attributes }) };
  return await tracer.startActiveSpan(name, options, parent, async (span) => {
    try {
      return await work(span);
    } catch (error) {
      fail(span, error);
      throw error;
    } finally {
      span.end();
    }
  });
}

/** Marks a span as failed. */
function fail(span: Span, error: unknown): void {
  const { name, message } = error instanceof Error ? error : new Error(String(error));
  span.setStatus({ code: SpanStatusCode.ERROR, message });
  span.setAttribute('error.type', name);
  span.recordException({ name, message, stack: error instanceof Error ? (error.stack ?? '') : '' });
}

/** Headers by which whoever takes up the work later can carry on this trace. */
export function traceHeaders(): Record<string, string> {
  const headers: Record<string, string> = {};
  propagation.inject(context.active(), headers);
  return headers;
}

shop.database.use((statement, run) =>
  inSpan(
    {
      name: `${statement.name} ${statement.table}`,
      kind: SpanKind.CLIENT,
      attributes: {
        'db.system.name': 'postgresql',
        'db.operation.name': statement.name.toUpperCase(),
        'db.collection.name': statement.table,
        'db.query.text': statement.text,
      },
    },
    run,
  ),
);
