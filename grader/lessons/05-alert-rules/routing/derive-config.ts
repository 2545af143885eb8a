import { z } from 'zod';
import type { Channels } from '../../../backends/embedded/channels/channels.ts';
import { ConfigRefused } from '../../../backends/engines.ts';
import { durationSeconds } from '../promtool-output.ts';

/** A place in the routing tree: where it sends, and how often. Times in seconds, as they are inherited. */
export interface RouteNode {
  /** The receiver as the learner called it. */
  receiver: string;
  groupWait: number;
  groupInterval: number;
  repeatInterval: number;
  /** Whether time intervals hold it back now and then. */
  muted: boolean;
  /** What its receiver sends, in the order of its configurations. */
  sends: { id: string; kind: 'pagerduty' | 'slack' | 'email' | 'webhook'; sendResolved: boolean }[];
}

/** What Alertmanager is given instead of the learner's file. */
export interface DerivedConfig {
  config: Record<string, unknown>;
  /** By number; the receivers of the derived configuration are called `route-<number>`. */
  nodes: RouteNode[];
}

type Fields = Record<string, unknown>;

const fields = z.record(z.string(), z.unknown());
const list = z.array(fields).catch([]);

/** A receiver stands in what is derived once for each route that leads to it: of more than this, in characters, nothing is made. */
const MAX_RECEIVERS = 16 * 1024 * 1024;

/** A label of the grader's alerts: of two that have it, one mutes the other. */
export const FENCE_LABEL = 'three_am_fence';
const FENCE_RULE = {
  source_matchers: [`${FENCE_LABEL}="source"`],
  target_matchers: [`${FENCE_LABEL}="target"`],
};

/** An hour of repeating, in milliseconds of the run. */
const HOUR_MS = 600;
const SHORTEST_MS = 200;
/** What it tells the grader of a notification: which alerts it holds, and which of them fire. */
const MARK =
  '{{ range .Alerts }}{{ .Status }} {{ .Labels.alertname }} {{ .Labels.service }} {{ .Labels.instance }};{{ end }}';

/** As Alertmanager has them (https://prometheus.io/docs/alerting/latest/configuration/#route). */
const ROOT: Inherited = { receiver: '', groupWait: 30, groupInterval: 300, repeatInterval: 4 * 3600, muted: false };

type Inherited = Omit<RouteNode, 'sends'>;

/**
 * Makes of the learner's configuration one that delivers to the grader, and soon: every place of the tree gets a receiver of its own, so that
 * a notification tells which one it came from. Matchers, grouping, texts and what is sent when it is over stay as they are.
 * @throws {ConfigRefused} when it would be too large
 */
export function deriveConfig(
  value: unknown,
  { url, smarthost }: Pick<Channels, 'url' | 'smarthost'>,
  { inhibition }: { inhibition: boolean },
): DerivedConfig {
  const original = fields.parse(value);
  const receivers = new Map(list.parse(original['receivers']).map((receiver) => [String(receiver['name']), receiver]));
  const nodes: RouteNode[] = [];
  const derived: Fields[] = [];
  let size = 0;
  const visit = (route: Fields, inherited: Inherited): Fields => {
    const { routes, mute_time_intervals: muting, active_time_intervals: active, ...rest } = route;
    const seconds = (name: string, other: number): number =>
      typeof route[name] === 'string' ? durationSeconds(route[name]) : other;
    const own: Inherited = {
      receiver: typeof route['receiver'] === 'string' ? route['receiver'] : inherited.receiver,
      groupWait: seconds('group_wait', inherited.groupWait),
      groupInterval: seconds('group_interval', inherited.groupInterval),
      repeatInterval: seconds('repeat_interval', inherited.repeatInterval),
      muted: isFilled(muting) || isFilled(active),
    };
    const name = `route-${nodes.length}`;
    const { receiver, sends } = deriveReceiver(receivers.get(own.receiver) ?? {}, name, { url, smarthost });
    derived.push(receiver);
    size += JSON.stringify(receiver).length;
    if (size > MAX_RECEIVERS) throw new ConfigRefused(`routes × receivers: > ${MAX_RECEIVERS} characters`);
    nodes.push({ ...own, sends });
    return {
      ...rest,
      receiver: name,
      group_wait: `${SHORTEST_MS}ms`,
      group_interval: `${SHORTEST_MS}ms`,
      repeat_interval: `${Math.round(Math.max(SHORTEST_MS, (own.repeatInterval / 3600) * HOUR_MS))}ms`,
      routes: list.parse(routes ?? []).map((child) => visit(child, { ...own, muted: false })),
    };
  };
  const route = visit(fields.catch({}).parse(original['route']), ROOT);
  const { smtp_from: from = 'alertmanager@example.com' } = fields.catch({}).parse(original['global'] ?? {});
  return {
    nodes,
    config: {
      global: { smtp_smarthost: smarthost, smtp_require_tls: false, smtp_from: from },
      templates: templatesInside(original),
      route,
      receivers: derived,
      ...(inhibition ? { inhibit_rules: [FENCE_RULE, ...list.parse(original['inhibit_rules'] ?? [])] } : {}),
    },
  };
}

/** The templates of a configuration that lie in its folder: what is elsewhere is none of the submission, and can be a file without end. */
export const templatesInside = ({ templates }: Readonly<Fields>): string[] =>
  z
    .array(z.string())
    .catch([])
    .parse(templates)
    .filter((path) => !path.startsWith('/') && !path.split('/').includes('..'));

const isFilled = (value: unknown): boolean => Array.isArray(value) && value.length > 0;

type Where = Pick<Channels, 'url' | 'smarthost'>;

/** A receiver with the addresses of the grader; of configurations that cannot be given one nothing is left. */
function deriveReceiver(
  original: Fields,
  name: string,
  { url, smarthost }: Where,
): { receiver: Fields; sends: RouteNode['sends'] } {
  const sends: RouteNode['sends'] = [];
  const each = (
    kind: RouteNode['sends'][number]['kind'],
    resolvedByDefault: boolean,
    derive: (config: Fields, id: string) => Fields,
  ): Fields[] =>
    list.parse(original[`${kind}_configs`] ?? []).map((config, index) => {
      const id = `${name}.${kind}.${index}`;
      const sendResolved = config['send_resolved'];
      sends.push({ id, kind, sendResolved: typeof sendResolved === 'boolean' ? sendResolved : resolvedByDefault });
      return derive(config, id);
    });
  const receiver = {
    name,
    pagerduty_configs: each('pagerduty', true, (config, id) => ({
      ...without(config, ['http_config', 'routing_key_file', 'service_key', 'service_key_file']),
      routing_key: 'three-am',
      url: url('pagerduty', id),
      details: { ...fields.catch({}).parse(config['details'] ?? {}), three_am: MARK },
    })),
    slack_configs: each('slack', false, (config, id) => ({
      ...without(config, ['http_config', 'api_url_file', 'app_token', 'app_token_file', 'app_url', 'update_message']),
      api_url: url('slack', id),
      callback_id: MARK,
    })),
    email_configs: each('email', false, (config, id) => ({
      ...Object.fromEntries(Object.entries(config).filter(([key]) => !/^auth_|tls/.test(key))),
      smarthost,
      require_tls: false,
      hello: id,
      headers: { ...fields.catch({}).parse(config['headers'] ?? {}), 'X-Three-Am': MARK },
    })),
    webhook_configs: each('webhook', true, (config, id) => ({
      ...without(config, ['http_config', 'url_file', 'payload']),
      url: url('webhook', id),
    })),
  };
  return { receiver, sends };
}

const without = (config: Fields, names: readonly string[]): Fields =>
  Object.fromEntries(Object.entries(config).filter(([key]) => !names.includes(key)));
