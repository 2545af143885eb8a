import type { Channels } from '../../../backends/embedded/channels/channels.ts';
import type { Alertmanager, KnownAlert } from '../../../backends/engines.ts';
import { LIMITS } from '../names.ts';
import type { RouteNode } from './derive-config.ts';
import { keyOf, readNotification, type Notification } from './notifications.ts';
import { firing, type ProbeAlert, type ProbeAlerts } from './probe-alerts.ts';
import type { Stage } from './stage.ts';

/** An alert that was handed in, and where the routes lead it. */
export interface RoutedAlert {
  /** Of a group the role of all. */
  role: string;
  key: string;
  labels: Record<string, string>;
  /** Places in the routing tree. */
  nodes: number[];
  silenced: boolean;
}

/** What came of all the alerts that were handed in. */
export interface Delivered {
  nodes: RouteNode[];
  alerts: RoutedAlert[];
  notifications: Notification[];
  failures: Record<string, string>;
}

/** What is under way arrives within this, in milliseconds; what does not is not coming. */
const ARRIVAL_MS = 10_000;
/** A receiver that fails may yet succeed with other alerts, as long as anything at all arrives. */
const FAILING_MS = 1_000;
/** What ends is told on channels that are set to tell it. */
const ENDING = ['critical', 'warning', 'escalation'];

/** Hands the alerts in, waits for what must come of them, and lets some of them end. */
export async function deliver({ alertmanager, channels, nodes }: Stage, probes: ProbeAlerts): Promise<Delivered> {
  await alertmanager.silence(probes.silenced);
  const batches = [probes.routing, ...probes.groups];
  for (const batch of batches) await alertmanager.post(batch.map((alert) => firing(alert)));
  const known = new Map((await alertmanager.alerts()).map((one) => [keyOf(one.labels), one]));
  const alerts = batches.flat().map((probe) => ({ ...probe, ...whereabouts(probe, known) }));
  const told = alerts.filter(({ silenced }) => !silenced);
  const arrival = watchArrivals(channels, alertmanager);
  await arrival(told.flatMap((alert) => deliveriesOf(alert, nodes, 'firing')));

  const critical = alerts.filter(({ role }) => role === 'critical');
  const repeats = critical
    .flatMap((alert) => deliveriesOf(alert, nodes, 'firing'))
    .filter(({ node }) => (nodes[node]?.repeatInterval ?? Infinity) <= LIMITS.criticalRepeat);
  await arrival(repeats, 2);

  const over = told.filter(({ role }) => ENDING.includes(role));
  await alertmanager.post(over.map((alert) => ended(alert)));
  await arrival(over.flatMap((alert) => deliveriesOf(alert, nodes, 'resolved')));
  const notifications = channels.deliveries().map((delivery) => readNotification(delivery));
  return { nodes, alerts, notifications, failures: failuresOf(channels, alertmanager) };
}

/** An alert as it is handed in when it is over. */
export const ended = (alert: ProbeAlert) => ({
  ...firing(alert),
  startsAt: Date.now() - 1_000,
  endsAt: Date.now(),
});

function whereabouts({ labels }: ProbeAlert, known: ReadonlyMap<string, KnownAlert>) {
  const key = keyOf(labels);
  const found = known.get(key);
  return {
    key,
    nodes: (found?.receivers ?? []).map((name) => Number(name.replace('route-', ''))),
    silenced: (found?.silencedBy.length ?? 0) > 0,
  };
}

interface Expected {
  key: string;
  status: 'firing' | 'resolved';
  node: number;
  id: string;
}

/** The notifications that must come of an alert, by what its receivers are set to send. */
function deliveriesOf({ key, nodes: places }: RoutedAlert, nodes: readonly RouteNode[], status: Expected['status']) {
  return places.flatMap((node) =>
    (nodes[node]?.sends ?? [])
      .filter(({ sendResolved }) => status === 'firing' || sendResolved)
      .map(({ id }): Expected => ({ key, status, node, id })),
  );
}

/**
 * Counts what arrives. What it gives comes back when all that is expected has arrived, each so many times; what a failing receiver has not
 * sent by the time nothing more arrives is not waited for.
 */
function watchArrivals(channels: Channels, alertmanager: Alertmanager) {
  const arrived = new Map<string, number>();
  let read = 0;
  const nameOf = (id: string, status: string, key: string): string => `${id} ${status} ${key}`;
  const count = (): void => {
    const deliveries = channels.deliveries();
    for (const { id, alerts } of deliveries.slice(read).map((delivery) => readNotification(delivery)))
      for (const { status, key } of alerts) {
        const name = nameOf(id, status, key);
        arrived.set(name, (arrived.get(name) ?? 0) + 1);
      }
    read = deliveries.length;
  };
  return async (expected: readonly Expected[], times = 1): Promise<void> => {
    const until = performance.now() + ARRIVAL_MS;
    const missing = (): Expected[] =>
      expected.filter(({ id, status, key }) => (arrived.get(nameOf(id, status, key)) ?? 0) < times);
    const isComplete = (): boolean => {
      count();
      return missing().length === 0;
    };
    while (performance.now() < until) {
      await channels.until(isComplete, FAILING_MS);
      if (missing().length === 0) return;
      // One that has been brought down says so.
      await alertmanager.alerts();
      const failures = failuresOf(channels, alertmanager);
      if (missing().every(({ id }) => id in failures)) return;
    }
  };
}

/** Why notifications were given up, by the id of the receiver's configuration. */
function failuresOf(channels: Channels, alertmanager: Alertmanager): Record<string, string> {
  const failures = alertmanager
    .failures()
    .map(({ receiver, integration, index, reason }) => [`${receiver}.${integration}.${index}`, reason] as const);
  // Later versions send what they have not been able to fill in.
  const unfilled = channels
    .deliveries()
    .map((delivery) => readNotification(delivery))
    .filter(({ alerts }) => alerts.length === 0)
    .map(({ id, refusal = '–' }) => [id, refusal] as const);
  return Object.fromEntries([...unfilled, ...failures]);
}
