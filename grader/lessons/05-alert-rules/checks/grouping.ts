import { gatherFindings, type Findings } from '../../findings.ts';
import type { Check } from '../../lesson.ts';
import type { RoutingRun } from '../routing/run-routing.ts';
import { requireRouting } from './routing-evidence.ts';

/** One problem is one notification, and it names all that are concerned. */
export const grouping: Check = {
  id: 'grouping',
  points: 6,
  codes: ['not-loaded', 'untold', 'split', 'unnamed', 'mixed'],
  judge(evidence) {
    const findings = gatherFindings();
    const routing = requireRouting(evidence, findings);
    if (routing === undefined) return findings.list();
    judgeGroup(routing, { role: 'critical-group', kind: 'pagerduty' }, findings);
    judgeGroup(routing, { role: 'warning-group', kind: 'slack' }, findings);
    judgeMixture(routing, findings);
    return findings.list();
  },
};

function judgeGroup(
  { alerts, notifications }: RoutingRun,
  { role, kind }: { role: string; kind: 'pagerduty' | 'slack' },
  findings: Findings,
): void {
  const members = alerts.filter((alert) => alert.role === role);
  const keys = new Set(members.map(({ key }) => key));
  const told = notifications.filter(
    (notification) => notification.kind === kind && notification.alerts.some(({ key }) => keys.has(key)),
  );
  const params = { channel: kind };
  if (told.length === 0) {
    findings.add('untold', { params });
    return;
  }
  const largest = told.toSorted((a, b) => b.alerts.length - a.alerts.length)[0];
  const held = largest?.alerts.filter(({ key }) => keys.has(key)).length ?? 0;
  if (held < members.length) {
    findings.add('split', { params, expected: `1 (${members.length})`, actual: `${told.length} (≤ ${held})` });
    return;
  }
  const instances = members.map(({ labels }) => labels['instance'] ?? '');
  const missing = instances.filter((instance) => largest?.text.includes(instance) !== true);
  if (missing.length > 0)
    findings.add('unnamed', {
      params,
      expected: `${instances.length}`,
      actual: `${instances.length - missing.length}`,
      drawing: [largest?.text ?? ''],
    });
}

/** Two problems that differ in name and service, in one notification. */
function judgeMixture({ alerts, notifications }: RoutingRun, findings: Findings): void {
  const labelsOf = new Map(alerts.map(({ key, labels }) => [key, labels]));
  for (const { kind, alerts: told } of notifications) {
    if (kind !== 'pagerduty' && kind !== 'slack') continue;
    const problems = told.map(({ key }) => labelsOf.get(key)).filter((labels) => labels !== undefined);
    const stranger = problems.find(
      (one) => one['alertname'] !== problems[0]?.['alertname'] && one['service'] !== problems[0]?.['service'],
    );
    if (stranger !== undefined)
      findings.add('mixed', {
        params: { channel: kind },
        expected: '1',
        actual: [...new Set(problems.map(({ alertname = '' }) => alertname))].join(', '),
      });
  }
}
