import type { Findings } from '../../findings.ts';
import type { RoutedAlert } from '../routing/deliver.ts';
import { pointAtInhibitRules } from '../routing-lines.ts';
import { judgeEnd, judgeMessages } from './routing-messages.ts';
import { alertsOf, nodesOf, notificationsOf, pointAtNodes, type PlacedRun } from './routing-evidence.ts';
import { judgePage } from './routing-times.ts';

/** What nobody has acknowledged reaches somebody else, and is held back by nothing but a silence. */
export function judgeEscalation(run: PlacedRun, findings: Findings): void {
  for (const escalation of alertsOf(run, 'escalation')) judgePages(run, escalation, findings);
  if (run.inhibited['escalation'] === true) findings.add('escalation-muted', { at: pointAtInhibitRules(run.lines) });
  for (const held of alertsOf(run, 'silenced-escalation'))
    if (!held.silenced)
      findings.add('silence', {
        expected: '–',
        actual: receiversOf(run, held).join(', '),
        at: pointAtNodes(run, nodesOf(run, held)),
      });
}

const receiversOf = (run: PlacedRun, alert: RoutedAlert): string[] =>
  nodesOf(run, alert).map(({ receiver }) => receiver);

/** That it pages by another receiver than the critical alerts that it is about. */
function judgePages(run: PlacedRun, escalation: RoutedAlert, findings: Findings): void {
  const criticals = alertsOf(run, 'critical');
  const same = criticals.filter(({ labels }) => labels['service'] === escalation.labels['service']);
  const pagers = (same.length > 0 ? same : criticals).flatMap((alert) => receiversOf(run, alert));
  const own = new Set(escalation.nodes.filter((node) => !pagers.includes(run.nodes[node]?.receiver ?? '')));
  const told = notificationsOf(run, escalation, 'firing').filter(({ node }) => own.has(node));
  const pages = new Set(told.filter(({ kind }) => kind === 'pagerduty').map(({ node }) => node));
  judgeMessages(run, escalation, told, findings);
  if (pages.size === 0) {
    findings.add('escalation-receiver', {
      actual: receiversOf(run, escalation).join(', ') || '–',
      at: pointAtNodes(run, nodesOf(run, escalation)),
    });
    return;
  }
  for (const node of pages) {
    const place = run.nodes[node];
    if (place !== undefined) judgePage(run, place, findings);
  }
  judgeEnd(run, escalation, 'pagerduty', findings);
}
