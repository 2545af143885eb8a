import type { Findings } from '../../findings.ts';
import { LIMITS } from '../names.ts';
import type { RoutedAlert } from '../routing/deliver.ts';
import type { RouteNode } from '../routing/derive-config.ts';
import { alertsOf, nodesOf, notificationsOf, pointAtNodes, type PlacedRun } from './routing-evidence.ts';

/** How long alerts wait before they are told, and told again: as the routes that took them are written. */
export function judgeTimes(run: PlacedRun, findings: Findings): void {
  for (const alert of alertsOf(run, 'critical'))
    for (const node of nodesOf(run, alert)) {
      judgePage(run, node, findings);
      judgeRepeat(run, alert, node, findings);
    }
  for (const node of alertsOf(run, 'warning').flatMap((alert) => nodesOf(run, alert))) {
    const { groupWait, groupInterval, repeatInterval } = node;
    const at = pointAtNodes(run, [node]);
    if (repeatInterval < LIMITS.warningRepeat)
      findings.add('noisy', {
        expected: `repeat_interval ≥ ${LIMITS.warningRepeat} s`,
        actual: `${repeatInterval} s`,
        at,
      });
    if (Math.max(groupWait, groupInterval) > LIMITS.news)
      findings.add('late-news', {
        expected: `group_wait, group_interval ≤ ${LIMITS.news} s`,
        actual: `${groupWait} s, ${groupInterval} s`,
        at,
      });
  }
}

/** A place that calls somebody. */
export function judgePage(run: PlacedRun, node: RouteNode, findings: Findings): void {
  const { groupWait, groupInterval, muted } = node;
  const at = pointAtNodes(run, [node]);
  if (groupWait > LIMITS.criticalGroupWait)
    findings.add('slow-page', { expected: `group_wait ≤ ${LIMITS.criticalGroupWait} s`, actual: `${groupWait} s`, at });
  if (groupInterval > LIMITS.news)
    findings.add('late-news', { expected: `group_interval ≤ ${LIMITS.news} s`, actual: `${groupInterval} s`, at });
  if (muted) findings.add('muted', { at });
}

/** A critical alert that goes on: what is written, and what was seen of it. */
function judgeRepeat(run: PlacedRun, alert: RoutedAlert, node: RouteNode, findings: Findings): void {
  const { repeatInterval, sends } = node;
  const at = pointAtNodes(run, [node]);
  const expected = `repeat_interval ≤ ${LIMITS.criticalRepeat} s`;
  if (repeatInterval > LIMITS.criticalRepeat) {
    findings.add('rare', { expected, actual: `${repeatInterval} s`, at });
    return;
  }
  const told = notificationsOf(run, alert, 'firing');
  for (const { id } of sends)
    if (run.failures[id] === undefined && told.filter((one) => one.id === id).length === 1)
      findings.add('rare', { expected, actual: `${repeatInterval} s: 1`, at });
}
