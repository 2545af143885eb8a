import type { Evidence } from '../../../evidence/evidence.ts';
import type { Findings } from '../../findings.ts';
import { answersOf } from '../ask.ts';
import type { RouteNode } from '../routing/derive-config.ts';
import type { Notification } from '../routing/notifications.ts';
import type { RoutingRun } from '../routing/run-routing.ts';

export type RoutedAlert = RoutingRun['alerts'][number];

/** The run of the routing; told where Alertmanager would not load the configuration. */
export function requireRouting(evidence: Evidence, findings: Findings): RoutingRun | undefined {
  const { routing } = answersOf(evidence);
  if (routing !== undefined && routing.refusal === undefined) return routing;
  findings.add('not-loaded', { params: { reason: lastWords(routing?.refusal) } });
  return undefined;
}

/** Of what Alertmanager wrote when it ended, why. */
function lastWords(refusal = '–'): string {
  const errors = [...refusal.matchAll(/\berr="((?:[^"\\]|\\.)*)"/g)];
  return errors.at(-1)?.[1] ?? refusal;
}

/** What the receivers of an alert are set to send. */
export const sendsOf = ({ nodes }: RoutingRun, alert: RoutedAlert): RouteNode['sends'] =>
  alert.nodes.flatMap((node) => nodes[node]?.sends ?? []);

/** The notifications in which an alert has a status. */
export const notificationsOf = (
  { notifications }: RoutingRun,
  { key }: Pick<RoutedAlert, 'key'>,
  status: 'firing' | 'resolved',
): Notification[] =>
  notifications.filter(({ alerts }) => alerts.some((one) => one.key === key && one.status === status));
