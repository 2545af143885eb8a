import { factText, type Evidence, type Exchange, type Run } from '../../evidence/evidence.ts';
import { spansOf, type Span } from '../../evidence/spans.ts';
import { tracesOf, type SpanNode, type Trace } from '../../evidence/traces.ts';
import type { Inbound, Kind, OrderFacts } from './customer.ts';
import { BUSINESS, SERVICES, type ServiceName } from './names.ts';

/** All that a run's services exported. */
export interface Telling {
  readonly run: Run;
  /** In the order in which they came, service by service. Health checks are nobody's story and not among them. */
  readonly spans: readonly Span[];
  readonly traces: readonly Trace[];
}

/** One request, what is known of it, and the trace that tells of it. */
export interface Story {
  readonly exchange: Exchange;
  readonly kind: Kind;
  /** Of a request that was sent with a `traceparent`. */
  readonly inbound: Inbound | undefined;
  readonly order: OrderFacts | undefined;
  /** Undefined where there is none. */
  readonly trace: Trace | undefined;
  /** Its spans, in the order in which they began. */
  readonly spans: readonly Span[];
}

const tellings = new WeakMap<Run, Telling>();
const stories = new WeakMap<Run, readonly Story[]>();

/** What a run exported, read once. */
export function tellingOf(evidence: Evidence, name: string): Telling | undefined {
  const run = evidence.runs[name];
  if (run === undefined) return undefined;
  let telling = tellings.get(run);
  if (telling === undefined) {
    const traces = tracesOf(spansOf(run.otlp.requests)).filter((trace) => !isHealthCheck(trace));
    telling = { run, spans: traces.flatMap((trace) => [...spansIn(trace), ...trace.duplicates]), traces };
    tellings.set(run, telling);
  }
  return telling;
}

/**
 * The requests of a run, each with its trace. One that was sent with a `traceparent` is found by it. The others were sent first, one
 * after the other: they are the traces that begin in the gateway, in their order.
 */
export function storiesOf(evidence: Evidence, name: string): readonly Story[] {
  const telling = tellingOf(evidence, name);
  if (telling === undefined) return [];
  let told = stories.get(telling.run);
  if (told === undefined) {
    told = tell(telling);
    stories.set(telling.run, told);
  }
  return told;
}

function tell({ run, traces }: Telling): Story[] {
  const beginnings = traces.filter(({ roots }) => roots.some(({ span }) => isGatewayServer(span)));
  const byId = new Map(traces.map((trace) => [trace.traceId, trace]));
  let plain = 0;
  return run.exchanges.map((exchange) => {
    const { inbound, order } = exchange.facts as { inbound?: Inbound; order?: OrderFacts };
    const trace = inbound === undefined ? beginnings[plain++] : byId.get(inbound.traceId);
    return {
      exchange,
      kind: factText(exchange.facts, 'kind') as Kind,
      inbound,
      order,
      trace,
      spans: trace === undefined ? [] : spansIn(trace),
    };
  });
}

export const isGatewayServer = ({ sender, kind }: Span): boolean => sender === SERVICES[0] && kind === 'server';

function isHealthCheck({ roots, size }: Trace): boolean {
  const [root] = roots;
  if (root === undefined || size > HEALTH_SPANS) return false;
  const { name, attributes } = root.span;
  return [name, attributes['url.path'], attributes['http.target'], attributes['http.route']].some(
    (text) => typeof text === 'string' && text.includes('/healthz'),
  );
}

/** More spans than instrumentation makes of a health check. */
const HEALTH_SPANS = 12;

/** All spans of a trace, parents before their children. */
export function spansIn({ roots, orphans, cycles }: Trace): Span[] {
  const spans: Span[] = [];
  const open: SpanNode[] = [...roots, ...orphans, ...cycles].toReversed();
  for (let node = open.pop(); node !== undefined; node = open.pop()) {
    spans.push(node.span);
    open.push(...node.children.toReversed());
  }
  return spans;
}

/** The spans above a span, from its parent to the top of the tree. */
export function above({ spans }: Pick<Story, 'spans'>, span: Span): Span[] {
  const byId = new Map(spans.map((one) => [one.spanId, one]));
  const found: Span[] = [];
  for (let next = parentIn(byId, span); next !== undefined && !found.includes(next); next = parentIn(byId, next))
    found.push(next);
  return found;
}

const parentIn = (byId: ReadonlyMap<string, Span>, { parentSpanId }: Span): Span | undefined =>
  parentSpanId === undefined ? undefined : byId.get(parentSpanId);

/** A service's server spans in a story. */
export const serversOf = ({ spans }: Pick<Story, 'spans'>, service: ServiceName): Span[] =>
  spans.filter(({ sender, kind }) => sender === service && kind === 'server');

/** Whether a client span is a call over HTTP. The others are queries, steps of an order, or what somebody else is asked. */
export const isCall = ({ kind, name, attributes }: Span): boolean =>
  kind === 'client' &&
  !hasDatabase({ attributes }) &&
  !STEPS.has(name) &&
  (/^(?:GET|POST)\b/.test(name) || Object.keys(attributes).some((attribute) => /^(?:http|url)\./.test(attribute)));

const STEPS: ReadonlySet<string> = new Set(Object.values(BUSINESS));

export const hasDatabase = ({ attributes }: Pick<Span, 'attributes'>): boolean =>
  Object.keys(attributes).some((name) => name.startsWith('db.'));

/** A service's calls to other services in a story. */
export const callsOf = ({ spans }: Pick<Story, 'spans'>, service: ServiceName): Span[] =>
  spans.filter((span) => span.sender === service && isCall(span));

/** The services that take part in a request that is answered as it should be. */
export function servicesOf({ order, exchange }: Pick<Story, 'order' | 'exchange'>): readonly ServiceName[] {
  const reaches = order === undefined ? 2 : WITHOUT_PAYMENTS.has(order.refusal) ? 2 : 3;
  return exchange.expectedStatus === null ? [] : SERVICES.slice(0, reaches);
}

/** Orders that are refused before they come to payments, or after payments was there to say so. */
const WITHOUT_PAYMENTS: ReadonlySet<OrderFacts['refusal']> = new Set([
  'unknown-product',
  'out-of-stock',
  'query-fails',
  'payments-killed',
  'payments-gone',
]);
