import type { Evidence } from '../../../evidence/evidence.ts';
import { pointAtSpan } from '../../../evidence/point-at-span.ts';
import { showValue, type PlainValue } from '../../../evidence/otlp-values.ts';
import type { Span } from '../../../evidence/spans.ts';
import { gatherFindings, type Findings } from '../../findings.ts';
import type { Check } from '../../lesson.ts';
import { templateOf } from '../../template.ts';
import { CLIENT_ATTRIBUTES, DAY, HTTP, RETIRED, SERVER_ATTRIBUTES, SERVICES, type ServiceName } from '../names.ts';
import { isCall, tellingOf } from '../story.ts';

/** Spans of HTTP are named by method and route, and say the rest in the attributes of the stable conventions. */
export const names: Check = {
  id: 'names',
  points: 8,
  codes: [
    'no-server',
    'server-name',
    'server-attribute',
    'server-value',
    'no-client',
    'client-name',
    'client-attribute',
    'client-value',
    'retired',
  ],
  judge(evidence: Evidence) {
    const findings = gatherFindings();
    const spans = tellingOf(evidence, DAY)?.spans ?? [];
    for (const service of SERVICES) {
      const own = spans.filter(({ sender }) => sender === service);
      const [servers, calls] = [own.filter(({ kind }) => kind === 'server'), own.filter((span) => isCall(span))];
      if (servers.length === 0) findings.add('no-server', { params: { service } });
      if (calls.length === 0 && service !== LAST) findings.add('no-client', { params: { service } });
      for (const span of servers) judgeServer(span, service, findings);
      for (const span of calls) judgeCall(span, findings);
    }
    for (const span of spans) {
      const retired = RETIRED.find((name) => span.attributes[name] !== undefined);
      if (retired !== undefined)
        findings.add('retired', { params: { attribute: retired }, at: [pointAtSpan(DAY, span, retired)] });
    }
    return findings.list();
  },
};

const LAST = SERVICES.at(-1);

const ROUTES: Record<ServiceName, readonly string[]> = {
  gateway: ['GET /products', 'GET /products/:id', 'POST /orders', 'GET /orders/:id'],
  orders: ['GET /products', 'GET /products/:id', 'POST /orders', 'GET /orders/:id'],
  payments: ['POST /charges'],
};

/** Every route of every service, without its method. */
const TEMPLATES = new Set(Object.values(ROUTES).flatMap((routes) => routes.map((route) => route.split(' ')[1] ?? '')));

function judgeServer(span: Span, service: ServiceName, findings: Findings): void {
  const { name, attributes } = span;
  const at = [pointAtSpan(DAY, span)];
  if (!ROUTES[service].includes(templateOf(name)))
    findings.add('server-name', { params: { service }, expected: ROUTES[service].join(' · '), actual: name, at });
  const missing = SERVER_ATTRIBUTES.filter((attribute) => attributes[attribute] === undefined);
  if (missing.length > 0) {
    findings.add('server-attribute', { params: { service, attributes: missing.join(', ') }, at });
    return;
  }
  const wrong =
    wrongValue(span, HTTP.method, (value) => value === 'GET' || value === 'POST') ??
    wrongValue(span, HTTP.route, (value) => TEMPLATES.has(templateOf(showValue(value)))) ??
    wrongValue(span, HTTP.status, isStatus);
  if (wrong !== undefined)
    findings.add('server-value', { params: { attribute: wrong }, at: [pointAtSpan(DAY, span, wrong)] });
}

function judgeCall(span: Span, findings: Findings): void {
  const { name, attributes } = span;
  const at = [pointAtSpan(DAY, span)];
  const [method = '', template] = name.split(' ');
  if (!/^(?:GET|POST)$/.test(method) || (template !== undefined && !TEMPLATES.has(templateOf(template))))
    findings.add('client-name', { actual: name, at });
  const answered = attributes[HTTP.status] !== undefined || attributes['error.type'] !== undefined;
  const missing = [...CLIENT_ATTRIBUTES, ...(answered ? [] : [HTTP.status])].filter(
    (attribute) => attributes[attribute] === undefined,
  );
  if (missing.length > 0) {
    findings.add('client-attribute', { params: { attributes: missing.join(', ') }, at });
    return;
  }
  const wrong =
    wrongValue(span, HTTP.full, (value) => /^http:\/\/127\.0\.0\.1:\d+\//.test(showValue(value))) ??
    wrongValue(span, HTTP.port, (value) => showValue(attributes[HTTP.full]).includes(`:${showValue(value)}/`)) ??
    wrongValue(span, HTTP.status, (value) => value === undefined || isStatus(value));
  if (wrong !== undefined)
    findings.add('client-value', { params: { attribute: wrong }, at: [pointAtSpan(DAY, span, wrong)] });
}

function wrongValue(
  { attributes }: Span,
  name: string,
  holds: (value: PlainValue | undefined) => boolean,
): string | undefined {
  return holds(attributes[name]) ? undefined : name;
}

const isStatus = (value: unknown): boolean => Number.isInteger(value) && Number(value) >= 100 && Number(value) < 600;
