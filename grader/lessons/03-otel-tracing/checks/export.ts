import type { Evidence, Run } from '../../../evidence/evidence.ts';
import type { OtlpRefusalCode } from '../../../evidence/otlp.ts';
import { showValue } from '../../../evidence/otlp-values.ts';
import { pointAtSpan } from '../../../evidence/point-at-span.ts';
import { gatherFindings, type Findings } from '../../findings.ts';
import type { Check } from '../../lesson.ts';
import { DAY, QUIET, RESOURCE, SDK_ATTRIBUTES, SERVICES } from '../names.ts';
import { tellingOf } from '../story.ts';

/** Each service sends its spans over OTLP by gRPC, and says who it is. */
export const exporting: Check = {
  id: 'export',
  points: 8,
  codes: ['silent', 'refused', 'protocol', 'service-name', 'service-name-unset', 'version', 'environment', 'sdk'],
  judge(evidence: Evidence) {
    const findings = gatherFindings();
    for (const service of SERVICES) judgeService(evidence, service, findings);
    return findings.list();
  },
};

function judgeService(evidence: Evidence, service: string, findings: Findings): void {
  const spans = tellingOf(evidence, DAY)?.spans.filter(({ sender }) => sender === service) ?? [];
  const [span] = spans;
  const isRefused = tellRefusal(evidence.runs[DAY], service, span !== undefined, findings);
  if (span === undefined) {
    if (!isRefused) findings.add('silent', { params: { service } });
    return;
  }
  const http = spans.find(({ request }) => request.protocol !== 'grpc');
  if (http !== undefined)
    findings.add('protocol', {
      params: { service },
      expected: 'grpc',
      actual: http.request.protocol,
      at: [pointAtSpan(DAY, http)],
    });
  judgeName(evidence, { run: DAY, service, code: 'service-name' }, findings);
  judgeName(evidence, { run: QUIET, service, code: 'service-name-unset' }, findings);
  const { attributes } = span.resource;
  const at = [pointAtSpan(DAY, span)];
  if (!isText(attributes[RESOURCE.version])) findings.add('version', { params: { service }, at });
  if (attributes[RESOURCE.environment] !== ENVIRONMENT)
    findings.add('environment', {
      params: { service },
      expected: ENVIRONMENT,
      actual: showValue(attributes[RESOURCE.environment]),
      at,
    });
  const missing = SDK_ATTRIBUTES.filter((name) => !isText(attributes[name]));
  if (missing.length > 0) findings.add('sdk', { params: { service, attributes: missing.join(', ') }, at });
}

/** NODE_ENV of every app under the grader. */
const ENVIRONMENT = 'production';

function judgeName(
  evidence: Evidence,
  { run, service, code }: { run: string; service: string; code: string },
  findings: Findings,
): void {
  const wrong = tellingOf(evidence, run)?.spans.find((span) => span.sender === service && span.service !== service);
  if (wrong === undefined) return;
  findings.add(code, {
    params: { service },
    expected: service,
    actual: wrong.service === '' ? '–' : wrong.service,
    at: [pointAtSpan(run, wrong)],
  });
}

/** What no exporter sends; of the rest, some may be lost without harm where other spans have come. */
const GARBAGE: ReadonlySet<OtlpRefusalCode> = new Set(['not-http', 'malformed', 'broken-encoding', 'too-large']);

/** What was turned away. @returns whether anything was */
function tellRefusal(run: Run | undefined, service: string, hasSpans: boolean, findings: Findings): boolean {
  const refused = run?.otlp.refusals.find(
    (refusal) => refusal.service === service && (!hasSpans || GARBAGE.has(refusal.code)),
  );
  if (refused === undefined) return false;
  const { code, what, detail } = refused;
  findings.add('refused', { params: { service, code, what }, actual: detail });
  return true;
}

const isText = (value: unknown): boolean => typeof value === 'string' && value !== '';
