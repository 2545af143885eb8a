import type { Findings } from '../../findings.ts';
import type { RoutedAlert } from '../routing/deliver.ts';
import type { Notification } from '../routing/notifications.ts';
import type { RoutingRun } from '../routing/run-routing.ts';
import { nameOf, notificationsOf, sendsOf } from './routing-evidence.ts';

/** What a channel does not take, and what Alertmanager could not write. */
export function judgeMessages(
  run: RoutingRun,
  alert: RoutedAlert,
  told: readonly Notification[],
  findings: Findings,
): void {
  const params = { alert: nameOf(alert) };
  const refused = told.find(({ refusal }) => refusal !== undefined);
  if (refused !== undefined)
    findings.add('refused', { params: { ...params, channel: refused.kind, reason: refused.refusal ?? '' } });
  for (const { id, kind } of sendsOf(run, alert)) {
    const reason = run.failures[id];
    if (reason !== undefined && notificationsOf(run, alert, 'firing').every((notification) => notification.id !== id))
      findings.add('unwritten', { params: { ...params, channel: kind, reason } });
  }
}

/** That the end of an alert is told where its beginning was. */
export function judgeEnd(run: RoutingRun, alert: RoutedAlert, channel: string, findings: Findings): void {
  const ends = notificationsOf(run, alert, 'resolved').some(({ kind }) => kind === channel);
  if (!ends)
    findings.add('unresolved', { params: { alert: nameOf(alert), channel }, expected: 'resolved', actual: 'firing' });
}
