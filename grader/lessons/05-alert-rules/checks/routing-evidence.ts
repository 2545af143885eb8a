import type { Evidence, Pointer } from '../../../evidence/evidence.ts';
import type { Findings } from '../../findings.ts';
import { answersOf } from '../ask.ts';
import { ALERTMANAGER_FILE } from '../names.ts';
import type { RoutedAlert } from '../routing/deliver.ts';
import type { RouteNode } from '../routing/derive-config.ts';
import type { Notification } from '../routing/notifications.ts';
import type { RoutingRun } from '../routing/run-routing.ts';
import { pointAtReceiver, pointAtRoute, type RoutingLines } from '../routing-lines.ts';

/** A run of the routing, and where its parts are written. */
export type PlacedRun = RoutingRun & { lines?: RoutingLines };

/** The run of the routing; told where Alertmanager would not load the configuration. */
export function requireRouting(evidence: Evidence, findings: Findings): PlacedRun | undefined {
  const { routing, troubles } = answersOf(evidence);
  if (routing !== undefined && routing.refusal === undefined) return routing;
  const { reason = '–' } = troubles.find(({ file }) => file === ALERTMANAGER_FILE) ?? {};
  findings.add('not-loaded', { params: { reason: routing?.refusal ?? reason } });
  return undefined;
}

/** The alerts of a role. */
export const alertsOf = ({ alerts }: RoutingRun, wanted: string): RoutedAlert[] =>
  alerts.filter(({ role }) => role === wanted);

/** The places in the routing tree that an alert comes to. */
export const nodesOf = ({ nodes }: RoutingRun, alert: RoutedAlert): RouteNode[] =>
  alert.nodes.flatMap((node) => nodes[node] ?? []);

/** An alert as a finding names it: by its labels. */
export function nameOf({ labels }: RoutedAlert): string {
  const pairs = Object.entries(labels)
    .filter(([name]) => name !== 'instance')
    .map(([name, value]) => `${name}=${JSON.stringify(value)}`);
  return `{${pairs.join(', ')}}`;
}

/** What the receivers of an alert are set to send. */
export const sendsOf = (run: RoutingRun, alert: RoutedAlert): RouteNode['sends'] =>
  nodesOf(run, alert).flatMap(({ sends }) => sends);

/** The notifications in which an alert has a status. */
export const notificationsOf = (
  { notifications }: RoutingRun,
  { key }: Pick<RoutedAlert, 'key'>,
  status: 'firing' | 'resolved',
): Notification[] =>
  notifications.filter(({ alerts }) => alerts.some((one) => one.key === key && one.status === status));

/** Points at the first of some places in the tree. */
export function pointAtNodes(run: PlacedRun, nodes: readonly RouteNode[]): Pointer[] {
  const [first] = nodes;
  return first === undefined ? [] : pointAtRoute(run.lines, run.nodes.indexOf(first), first.receiver);
}

/** Points at the receiver that sends an alert on a channel, or as one of its configurations. */
export function pointAtSender(
  run: PlacedRun,
  alert: RoutedAlert,
  isSender: (send: RouteNode['sends'][number]) => boolean,
): Pointer[] {
  const node = nodesOf(run, alert).find(({ sends }) => sends.some((send) => isSender(send)));
  return node === undefined ? [] : pointAtReceiver(run.lines, node.receiver);
}
