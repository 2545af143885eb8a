import type { Evidence, Json } from '../../../evidence/evidence.ts';
import { excerptOf } from '../../../evidence/excerpt.ts';
import { pointAtSpan } from '../../../evidence/point-at-span.ts';
import type { Span } from '../../../evidence/spans.ts';
import { gatherFindings, type Findings } from '../../findings.ts';
import type { Check } from '../../lesson.ts';
import { DAY, QUIET } from '../names.ts';
import { tellingOf } from '../story.ts';

/** What customers hand the shop in confidence goes to no collector. */
export const privacy: Check = {
  id: 'privacy',
  points: 6,
  after: ['one-trace'],
  codes: ['attribute', 'event', 'elsewhere'],
  judge(evidence: Evidence) {
    const findings = gatherFindings();
    for (const run of [DAY, QUIET]) {
      const secrets = secretsOf(evidence.runs[run]?.facts['secrets']);
      const spans = tellingOf(evidence, run)?.spans ?? [];
      for (const span of spans) judgeSpan(run, span, secrets, findings);
      if (findings.list().length === 0) judgeRest(evidence, run, secrets, findings);
    }
    return findings.list();
  },
};

const secretsOf = (secrets: Json | undefined): string[] => (Array.isArray(secrets) ? secrets.map(String) : []);

function judgeSpan(run: string, span: Span, secrets: readonly string[], findings: Findings): void {
  const holds = (value: unknown): boolean => holdsSecret(JSON.stringify(value) ?? '', secrets);
  if (!holds([span.attributes, span.events, span.name, span.status, span.links, span.traceState])) return;
  for (const [attribute, value] of Object.entries(span.attributes))
    if (holds(value)) findings.add('attribute', { params: { attribute }, at: [pointAtSpan(run, span, attribute)] });
  for (const event of span.events)
    if (holds([event.name, event.attributes]))
      findings.add('event', { params: { event: event.name }, at: [pointAtSpan(run, span)] });
  if (holds([span.name, span.status, span.links, span.traceState]))
    findings.add('elsewhere', { at: [pointAtSpan(run, span)] });
}

/** Logs and metrics that were exported too, and resources. */
function judgeRest(evidence: Evidence, run: string, secrets: readonly string[], findings: Findings): void {
  for (const request of evidence.runs[run]?.otlp.requests ?? []) {
    const text = JSON.stringify(request.message);
    const secret = secrets.find((one) => text.includes(one));
    if (secret === undefined) continue;
    const from = text.indexOf(secret);
    const { excerpt, mark } = excerptOf(text, from, secret.length);
    const place = { channel: 'otlp', run, service: request.service, excerpt } as const;
    findings.add('elsewhere', { at: [mark === undefined ? place : { ...place, mark }] });
  }
}

const holdsSecret = (text: string, secrets: readonly string[]): boolean =>
  secrets.some((secret) => text.includes(secret));
