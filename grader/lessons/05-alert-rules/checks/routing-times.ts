import type { Findings } from '../../findings.ts';
import { LIMITS } from '../names.ts';
import type { RoutedAlert } from '../routing/deliver.ts';
import type { RouteNode } from '../routing/derive-config.ts';
import type { RoutingRun } from '../routing/run-routing.ts';
import { alertsOf, nodesOf, notificationsOf } from './routing-evidence.ts';

/** How long alerts wait before they are told, and told again: as the routes that took them are written. */
export function judgeTimes(run: RoutingRun, findings: Findings): void {
  for (const alert of alertsOf(run, 'critical'))
    for (const node of nodesOf(run, alert)) {
      judgePage(node, findings);
      judgeRepeat(run, alert, node, findings);
    }
  for (const { groupWait, groupInterval, repeatInterval } of alertsOf(run, 'warning').flatMap((alert) =>
    nodesOf(run, alert),
  )) {
    if (repeatInterval < LIMITS.warningRepeat)
      findings.add('noisy', {
        expected: `repeat_interval ≥ ${LIMITS.warningRepeat} s`,
        actual: `${repeatInterval} s`,
      });
    if (Math.max(groupWait, groupInterval) > LIMITS.news)
      findings.add('late-news', {
        expected: `group_wait, group_interval ≤ ${LIMITS.news} s`,
        actual: `${groupWait} s, ${groupInterval} s`,
      });
  }
}

/** A place that calls somebody. */
export function judgePage({ groupWait, groupInterval, muted }: RouteNode, findings: Findings): void {
  if (groupWait > LIMITS.criticalGroupWait)
    findings.add('slow-page', { expected: `group_wait ≤ ${LIMITS.criticalGroupWait} s`, actual: `${groupWait} s` });
  if (groupInterval > LIMITS.news)
    findings.add('late-news', { expected: `group_interval ≤ ${LIMITS.news} s`, actual: `${groupInterval} s` });
  if (muted) findings.add('muted');
}

/** A critical alert that goes on: what is written, and what was seen of it. */
function judgeRepeat(
  run: RoutingRun,
  alert: RoutedAlert,
  { repeatInterval, sends }: RouteNode,
  findings: Findings,
): void {
  const expected = `repeat_interval ≤ ${LIMITS.criticalRepeat} s`;
  if (repeatInterval > LIMITS.criticalRepeat) {
    findings.add('rare', { expected, actual: `${repeatInterval} s` });
    return;
  }
  const told = notificationsOf(run, alert, 'firing');
  for (const { id } of sends)
    if (run.failures[id] === undefined && told.filter((one) => one.id === id).length === 1)
      findings.add('rare', { expected, actual: `${repeatInterval} s: 1` });
}
