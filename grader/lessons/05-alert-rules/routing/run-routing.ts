import { writeFile } from 'node:fs/promises';
import { join } from 'node:path';
import { setTimeout as delay } from 'node:timers/promises';
import { openChannels, type Channels } from '../../../backends/embedded/channels/channels.ts';
import { EngineFailed, type Alertmanager, type Engines, type KnownAlert } from '../../../backends/engines.ts';
import { LIMITS } from '../names.ts';
import { deriveConfig, type RouteNode } from './derive-config.ts';
import { keyOf, readNotification, type Notification } from './notifications.ts';
import { firing, type ProbeAlert, type ProbeAlerts } from './probe-alerts.ts';

/** What a run of the real Alertmanager on the learner's routing came to. */
export interface RoutingRun {
  /** Why there was none: Alertmanager's own words. */
  refusal?: string;
  nodes: RouteNode[];
  /** By role; of a group the role of all. */
  alerts: { role: string; key: string; labels: Record<string, string>; nodes: number[]; silenced: boolean }[];
  notifications: Notification[];
  /** By role: whether the alert was held back by another one. */
  inhibited: Record<string, boolean>;
}

/** What is under way arrives within this, in milliseconds; what does not is not coming. */
const ARRIVAL_MS = 10_000;
const POLL_MS = 10;

export interface RoutingOptions {
  /** The learner's configuration, parsed. */
  value: unknown;
  /** The folder in which it stands, and its templates. */
  directory: string;
  probes: ProbeAlerts;
  engines: Engines;
}

const NOTHING: RoutingRun = { nodes: [], alerts: [], notifications: [], inhibited: {} };

/** Delivers alerts through the learner's routing, once without inhibition and once for its sake. */
export async function runRouting(options: RoutingOptions): Promise<RoutingRun> {
  const outcomes = await Promise.all([
    withAlertmanager(options, false, (stage) => deliver(stage, options.probes)),
    withAlertmanager(options, true, (stage) => inhibit(stage, options.probes)),
  ]);
  const refusal = outcomes.find((outcome) => 'refusal' in outcome);
  if (refusal !== undefined) return { ...NOTHING, ...refusal };
  const [delivered, held] = outcomes;
  return { ...NOTHING, ...delivered, ...held };
}

/** A derived configuration, running. */
interface Stage {
  alertmanager: Alertmanager;
  channels: Channels;
  nodes: RouteNode[];
}

async function withAlertmanager(
  { value, directory, engines }: RoutingOptions,
  inhibition: boolean,
  act: (stage: Stage) => Promise<Partial<RoutingRun>>,
): Promise<Partial<RoutingRun>> {
  const channels = await openChannels();
  try {
    const { config, nodes } = deriveConfig(value, channels, { inhibition });
    const file = join(directory, `.three-am-alertmanager-${inhibition ? 'inhibition' : 'routing'}.json`);
    await writeFile(file, JSON.stringify(config));
    const alertmanager = await engines.alertmanager(file).catch((error: unknown) => {
      if (!(error instanceof EngineFailed)) throw error;
      return error.message;
    });
    if (typeof alertmanager === 'string') return { refusal: alertmanager };
    return await act({ alertmanager, channels, nodes });
  } finally {
    await channels.close();
  }
}

async function deliver({ alertmanager, channels, nodes }: Stage, probes: ProbeAlerts): Promise<Partial<RoutingRun>> {
  await alertmanager.silence(probes.silenced);
  const batches = [probes.routing, ...probes.groups];
  for (const batch of batches) await alertmanager.post(batch.map((alert) => firing(alert)));
  const known = await alertmanager.alerts();
  const alerts = batches.flat().map((probe) => ({ ...probe, ...whereabouts(probe, known) }));
  const told = alerts.filter(({ silenced }) => !silenced);
  const expected = told.flatMap((alert) => deliveriesOf(alert, nodes, 'firing'));
  await arrival(channels, expected);

  const critical = alerts.filter(({ role }) => role === 'critical');
  const repeats = critical
    .flatMap((alert) => deliveriesOf(alert, nodes, 'firing'))
    .filter(({ node }) => (nodes[node]?.repeatInterval ?? Infinity) <= LIMITS.criticalRepeat);
  await arrival(channels, repeats, 2);

  const over = alerts.filter(({ role }) => role === 'critical' || role === 'warning');
  await alertmanager.post(over.map((alert) => resolved(alert)));
  const resolutions = over.flatMap((alert) => deliveriesOf(alert, nodes, 'resolved'));
  await arrival(channels, resolutions);
  return { nodes, alerts, notifications: channels.deliveries().map((delivery) => readNotification(delivery)) };
}

const resolved = (alert: ProbeAlert) => ({ ...firing(alert), startsAt: Date.now() - 1_000, endsAt: Date.now() });

function whereabouts({ labels }: ProbeAlert, known: readonly KnownAlert[]) {
  const key = keyOf(labels);
  const found = known.find((one) => keyOf(one.labels) === key);
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
function deliveriesOf(
  { key, nodes: places }: { key: string; nodes: readonly number[] },
  nodes: readonly RouteNode[],
  status: Expected['status'],
): Expected[] {
  return places.flatMap((node) =>
    (nodes[node]?.sends ?? [])
      .filter(({ sendResolved }) => status === 'firing' || sendResolved)
      .map(({ id }) => ({ key, status, node, id })),
  );
}

/** Comes back when all of it has arrived, each so many times, or nothing more can be expected to. */
async function arrival(channels: Channels, expected: readonly Expected[], times = 1): Promise<void> {
  const arrived = new Map<string, number>();
  let read = 0;
  const nameOf = (id: string, status: string, key: string): string => `${id} ${status} ${key}`;
  await channels.until((deliveries) => {
    for (const { id, alerts } of deliveries.slice(read).map((delivery) => readNotification(delivery)))
      for (const { status, key } of alerts) {
        const name = nameOf(id, status, key);
        arrived.set(name, (arrived.get(name) ?? 0) + 1);
      }
    read = deliveries.length;
    return expected.every(({ id, status, key }) => (arrived.get(nameOf(id, status, key)) ?? 0) >= times);
  }, ARRIVAL_MS);
}

/** First what mutes, then what is to be muted. */
async function inhibit(
  { alertmanager, channels, nodes }: Stage,
  { inhibition }: ProbeAlerts,
): Promise<Partial<RoutingRun>> {
  const { sources, targets } = inhibition;
  await alertmanager.post(sources.map((alert) => firing(alert)));
  const active = await alertmanager.alerts();
  await arrival(
    channels,
    sources.flatMap((alert) => deliveriesOf(whereabouts(alert, active), nodes, 'firing')),
  );
  await alertmanager.post(targets.map((alert) => firing(alert)));
  const isTold = ({ labels }: ProbeAlert): boolean =>
    channels
      .deliveries()
      .some((delivery) => readNotification(delivery).alerts.some(({ key }) => key === keyOf(labels)));
  const muted = await untilSettled(alertmanager, targets, isTold);
  return { inhibited: Object.fromEntries(targets.map(({ role }) => [role, muted.has(role)])) };
}

/** Waits until each target has been told, or is held back by another alert. Gives the roles of those that are held back. */
async function untilSettled(
  alertmanager: Alertmanager,
  targets: readonly ProbeAlert[],
  isTold: (target: ProbeAlert) => boolean,
): Promise<Set<string>> {
  const until = performance.now() + ARRIVAL_MS;
  const muted = new Set<string>();
  while (performance.now() < until) {
    const known = await alertmanager.alerts();
    for (const target of targets) {
      const found = known.find(({ labels }) => keyOf(labels) === keyOf(target.labels));
      if ((found?.inhibitedBy.length ?? 0) > 0) muted.add(target.role);
    }
    if (targets.every((target) => muted.has(target.role) || isTold(target))) break;
    await delay(POLL_MS);
  }
  return muted;
}
