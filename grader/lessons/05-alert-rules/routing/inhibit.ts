import { setTimeout as delay } from 'node:timers/promises';
import { EngineFailed, type Alertmanager, type KnownAlert, type PostedAlert } from '../../../backends/engines.ts';
import { ended } from './deliver.ts';
import { FENCE_LABEL } from './derive-config.ts';
import { keyOf } from './notifications.ts';
import { firing, type ProbeAlert, type ProbeAlerts } from './probe-alerts.ts';
import type { Stage } from './stage.ts';

/** What inhibition held back, and what it let through again. */
export interface Inhibited {
  /** By role. */
  inhibited: Record<string, boolean>;
  released: boolean;
}

const POLL_MS = 5;
/** What was handed in is known within this, in milliseconds. */
const KNOWN_MS = 20_000;
/** What is still held back so long after the end stays so, in milliseconds. */
const RELEASED_MS = 1_000;

/** First what mutes, then what is to be muted; then the end of what mutes. */
export async function inhibit(
  { alertmanager }: Pick<Stage, 'alertmanager'>,
  { inhibition: { sources, targets, ending } }: ProbeAlerts,
): Promise<Inhibited> {
  await alertmanager.post([...sources.map((alert) => firing(alert)), firing(FENCE.target), firing(FENCE.source)]);
  await untilFence(alertmanager, true);
  await alertmanager.post(targets.map((alert) => firing(alert)));
  const inhibited = heldBack(targets, await alertmanager.alerts());
  await alertmanager.post([...ending.map((alert): PostedAlert => ended(alert)), ended(FENCE.source)]);
  await untilFence(alertmanager, false);
  return { inhibited, released: await isReleased(alertmanager, targets) };
}

/**
 * Whether the warning is let through. A notification that was looked at before the end may still write down, a moment after it, that the
 * warning is held back; each answer puts that right, so that only what stays so counts.
 */
async function isReleased(alertmanager: Alertmanager, targets: readonly ProbeAlert[]): Promise<boolean> {
  return await isKnown(alertmanager, RELEASED_MS, (known) => heldBack(targets, known)['same-service'] !== true);
}

/** Which of the alerts are held back by others. */
const heldBack = (targets: readonly ProbeAlert[], known: readonly KnownAlert[]): Record<string, boolean> =>
  Object.fromEntries(
    targets.map(({ role, labels }) => [role, (findAlert(known, labels)?.inhibitedBy.length ?? 0) > 0]),
  );

const findAlert = (known: readonly KnownAlert[], labels: ProbeAlert['labels']): KnownAlert | undefined =>
  known.find((one) => keyOf(one.labels) === keyOf(labels));

/** Two alerts of which one mutes the other. They are of a service and a severity that nothing else has. */
const fence = (role: 'source' | 'target'): ProbeAlert => ({
  role,
  labels: { alertname: `Fence${role}`, service: 'three-am-fence', severity: 'fence', [FENCE_LABEL]: role },
});

const FENCE = { source: fence('source'), target: fence('target') };

/**
 * What mutes is taken in one after the other: once the last one has its effect, or has lost it, so have all that were handed in before.
 * The others are to be asked for again: Alertmanager looks at one alert after the other while it answers.
 */
async function untilFence(alertmanager: Alertmanager, isMuted: boolean): Promise<void> {
  const isSettled = await isKnown(alertmanager, KNOWN_MS, (known) => {
    const source = findAlert(known, FENCE.source.labels)?.fingerprint;
    const by = findAlert(known, FENCE.target.labels)?.inhibitedBy ?? [];
    return by.some((fingerprint) => fingerprint === source) === isMuted;
  });
  if (isSettled) return;
  throw new EngineFailed(`Alertmanager did not ${isMuted ? 'begin' : 'cease'} to inhibit within ${KNOWN_MS / 1000} s`);
}

/** Asks Alertmanager what it knows until something holds of it, or the time is over. */
async function isKnown(
  alertmanager: Alertmanager,
  withinMs: number,
  holds: (known: KnownAlert[]) => boolean,
): Promise<boolean> {
  const until = performance.now() + withinMs;
  for (;;) {
    if (holds(await alertmanager.alerts())) return true;
    if (performance.now() > until) return false;
    await delay(POLL_MS);
  }
}
