import { gatherFindings, type Findings } from '../../findings.ts';
import type { Check } from '../../lesson.ts';
import { nodesOf, pointAtNodes, pointAtSender, requireRouting, type PlacedRun } from './routing-evidence.ts';

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
  run: PlacedRun,
  { role, kind }: { role: string; kind: 'pagerduty' | 'slack' },
  findings: Findings,
): void {
  const { alerts, notifications } = run;
  const members = alerts.filter((alert) => alert.role === role);
  const keys = new Set(members.map(({ key }) => key));
  const told = notifications.filter(
    (notification) => notification.kind === kind && notification.alerts.some(({ key }) => keys.has(key)),
  );
  const params = { channel: kind };
  const [member] = members;
  const route = member === undefined ? [] : pointAtNodes(run, nodesOf(run, member));
  if (told.length === 0) {
    findings.add('untold', { params, at: route });
    return;
  }
  const largest = told.toSorted((a, b) => b.alerts.length - a.alerts.length)[0];
  const held = largest?.alerts.filter(({ key }) => keys.has(key)).length ?? 0;
  if (held < members.length) {
    findings.add('split', { params: { ...params, notifications: told.length, largest: held }, at: route });
    return;
  }
  const instances = members.map(({ labels }) => labels['instance'] ?? '');
  const missing = instances.filter((instance) => largest?.text.includes(instance) !== true);
  if (missing.length > 0)
    findings.add('unnamed', {
      params: { ...params, named: instances.length - missing.length },
      at: member === undefined ? [] : pointAtSender(run, member, (send) => send.kind === kind),
      drawing: [largest?.text ?? ''],
    });
}

/** Two problems that differ in name and service, in one notification. */
function judgeMixture(run: PlacedRun, findings: Findings): void {
  const { alerts, notifications, nodes } = run;
  const labelsOf = new Map(alerts.map(({ key, labels }) => [key, labels]));
  for (const { kind, node, alerts: told } of notifications) {
    if (kind !== 'pagerduty' && kind !== 'slack') continue;
    const problems = told.map(({ key }) => labelsOf.get(key)).filter((labels) => labels !== undefined);
    const stranger = problems.find(
      (one) => one['alertname'] !== problems[0]?.['alertname'] && one['service'] !== problems[0]?.['service'],
    );
    if (stranger !== undefined)
      findings.add('mixed', {
        params: { channel: kind },
        actual: [...new Set(problems.map(({ alertname = '' }) => alertname))].join(', '),
        at: pointAtNodes(run, nodes.slice(node, node + 1)),
      });
  }
}
