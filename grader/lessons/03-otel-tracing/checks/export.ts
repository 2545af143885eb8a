import type { Evidence, Run } from '../../../evidence/evidence.ts';
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
  if (span === undefined) {
    tellSilence(evidence.runs[DAY], service, findings);
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
      actual: shown(attributes[RESOURCE.environment]),
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

/** Nothing came that could be read: then what was turned away says most. */
function tellSilence(run: Run | undefined, service: string, findings: Findings): void {
  const refused = run?.otlp.refusals.find((refusal) => refusal.service === service);
  if (refused === undefined) findings.add('silent', { params: { service } });
  else findings.add('refused', { params: { service, code: refused.code, what: refused.what }, actual: refused.detail });
}

const isText = (value: unknown): boolean => typeof value === 'string' && value !== '';
const shown = (value: unknown): string => (value === undefined ? '–' : String(value));
