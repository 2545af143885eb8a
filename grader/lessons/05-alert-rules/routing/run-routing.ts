import { ConfigRefused, type Engines } from '../../../backends/engines.ts';
import { deliver, type RoutedAlert } from './deliver.ts';
import type { RouteNode } from './derive-config.ts';
import { inhibit } from './inhibit.ts';
import type { Notification } from './notifications.ts';
import type { ProbeAlerts } from './probe-alerts.ts';
import { withStage } from './stage.ts';

/** What a run of the real Alertmanager on the learner's routing came to. */
export interface RoutingRun {
  /** Why there was none: Alertmanager's own words. */
  refusal?: string;
  nodes: RouteNode[];
  alerts: RoutedAlert[];
  notifications: Notification[];
  /** By the id of a receiver's configuration: why Alertmanager gave a notification up. */
  failures: Record<string, string>;
  /** By role: whether the alert was held back by another one. */
  inhibited: Record<string, boolean>;
  /** Whether the warning of a service is let through once its critical alert is over. */
  released: boolean;
}

export interface RoutingOptions {
  /** The learner's configuration, parsed. */
  value: unknown;
  /** The folder in which it stands, and its templates. */
  directory: string;
  probes: ProbeAlerts;
  engines: Engines;
}

const NOTHING: RoutingRun = {
  nodes: [],
  alerts: [],
  notifications: [],
  failures: {},
  inhibited: {},
  released: false,
};

/** Delivers alerts through the learner's routing, once without inhibition and once for its sake. */
export async function runRouting({ value, directory, probes, engines }: RoutingOptions): Promise<RoutingRun> {
  const plan = { value, directory, engines };
  const outcomes = await Promise.allSettled([
    withStage({ ...plan, inhibition: false }, (stage) => deliver(stage, probes)),
    withStage({ ...plan, inhibition: true }, (stage) => inhibit(stage, probes)),
  ]);
  let run = NOTHING;
  for (const outcome of outcomes)
    if (outcome.status === 'fulfilled') run = { ...run, ...outcome.value };
    else if (outcome.reason instanceof ConfigRefused) return { ...NOTHING, refusal: outcome.reason.message };
    else throw outcome.reason;
  return run;
}
