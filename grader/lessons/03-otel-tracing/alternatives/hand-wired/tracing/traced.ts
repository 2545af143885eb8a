import {
  context,
  ROOT_CONTEXT,
  SpanStatusCode,
  trace,
  type Attributes,
  type Link,
  type Span,
  type SpanKind,
} from '@opentelemetry/api';

/** How a function becomes a span. */
interface Plan<Args extends unknown[], Result> {
  name: string | ((...args: Args) => string);
  kind?: SpanKind;
  /** What is known beforehand. */
  before?: (...args: Args) => Attributes;
  /** What only the result says. */
  after?: (result: Result) => Attributes;
  /** Makes it the root of a trace that points at another. */
  linked?: (...args: Args) => Link[];
  /** Told when it failed, within the span; writes down the exception. */
  failed(error: Error, span: Span): void;
}

const tracer = trace.getTracer('three-am/hand-wired', '3.0.0');

/** Gives a function that does what `work` does, in a span of its own. */
export function traced<Args extends unknown[], Result>(
  work: (...args: Args) => Promise<Result>,
  { name, kind, before, after, linked, failed }: Plan<Args, Result>,
): (...args: Args) => Promise<Result> {
  return (...args) => {
    const around = linked === undefined ? context.active() : ROOT_CONTEXT;
    const span = tracer.startSpan(
      typeof name === 'string' ? name : name(...args),
      { ...(kind && { kind }), attributes: before?.(...args) ?? {}, links: linked?.(...args) ?? [] },
      around,
    );
    const within = trace.setSpan(around, span);
    return Promise.try(() => context.with(within, work, undefined, ...args))
      .then(
        (result) => {
          if (after !== undefined) span.setAttributes(after(result));
          return result;
        },
        (error: unknown) => {
          const reason = error instanceof Error ? error : new Error('something that is no error was thrown');
          span.setStatus({ code: SpanStatusCode.ERROR }).setAttribute('error.type', typeOf(reason));
          context.with(within, () => failed(reason, span));
          throw error;
        },
      )
      .finally(() => span.end());
  };
}

/** An error's stable code if it has one, or else its class. */
function typeOf(error: Error): string {
  return 'code' in error && typeof error.code === 'string' ? error.code : error.name;
}
