import type { Findings } from '../../findings.ts';
import type { RoutedAlert } from '../routing/deliver.ts';
import type { Notification } from '../routing/notifications.ts';
import { nameOf, notificationsOf, pointAtSender, sendsOf, type PlacedRun } from './routing-evidence.ts';

/** What a channel does not take, and what Alertmanager could not write. */
export function judgeMessages(
  run: PlacedRun,
  alert: RoutedAlert,
  told: readonly Notification[],
  findings: Findings,
): void {
  const params = { alert: nameOf(alert) };
  const refused = told.find(({ refusal }) => refusal !== undefined);
  if (refused !== undefined)
    findings.add('refused', {
      params: { ...params, channel: refused.kind, reason: refused.refusal ?? '' },
      at: pointAtSender(run, alert, ({ id }) => id === refused.id),
    });
  for (const { id, kind } of sendsOf(run, alert)) {
    const reason = run.failures[id];
    if (reason !== undefined && notificationsOf(run, alert, 'firing').every((notification) => notification.id !== id))
      findings.add('unwritten', {
        params: { ...params, channel: kind, reason },
        at: pointAtSender(run, alert, (send) => send.id === id),
      });
  }
}

/** That the end of an alert is told where its beginning was. */
export function judgeEnd(run: PlacedRun, alert: RoutedAlert, channel: string, findings: Findings): void {
  const ends = notificationsOf(run, alert, 'resolved').some(({ kind }) => kind === channel);
  if (!ends)
    findings.add('unresolved', {
      params: { alert: nameOf(alert), channel },
      at: pointAtSender(run, alert, ({ kind }) => kind === channel),
    });
}
