import type { ChannelKind, Delivery } from '../../../backends/embedded/channels/channels.ts';

/** A notification, with the alerts it is about. */
export interface Notification {
  kind: ChannelKind;
  /** The place in the routing tree. */
  node: number;
  /** The receiver's configuration. */
  id: string;
  alerts: { status: string; key: string }[];
  /** What a person is shown: all of the message but what the grader itself has added. */
  text: string;
  /** One incident of PagerDuty's has one. */
  incident?: string;
  refusal?: string;
}

/** By which an alert is known in a notification. */
export const keyOf = ({ alertname = '', service = '', instance = '' }: Readonly<Record<string, string>>): string =>
  `${alertname} ${service} ${instance}`;

/** Reads what arrived on a channel. */
export function readNotification({ kind, id, body, refusal }: Delivery): Notification {
  const [text, mark, incident] = PARTS[kind](body);
  return {
    kind,
    id,
    node: Number(/^route-(\d+)\./.exec(id)?.[1] ?? -1),
    alerts: alertsIn(mark),
    text,
    ...(incident === undefined ? {} : { incident }),
    ...(refusal === undefined ? {} : { refusal }),
  };
}

interface PagerDutyEvent {
  dedup_key?: string;
  payload?: { custom_details?: Record<string, unknown> };
}

interface SlackMessage {
  attachments?: { callback_id?: string }[];
}

interface WebhookMessage {
  alerts?: { status: string; labels: Record<string, string> }[];
}

const PARTS: Record<ChannelKind, (body: string) => [text: string, mark: string, incident?: string]> = {
  pagerduty(body) {
    const event = parse<PagerDutyEvent>(body);
    const { three_am: mark = '', ...details } = event.payload?.custom_details ?? {};
    const text = JSON.stringify({ ...event, payload: { ...event.payload, custom_details: details } });
    return [text, String(mark), event.dedup_key ?? ''];
  },
  slack(body) {
    const message = parse<SlackMessage>(body);
    const attachments = (message.attachments ?? []).map((one) => ({ ...one, callback_id: '' }));
    return [JSON.stringify({ ...message, attachments }), message.attachments?.[0]?.callback_id ?? ''];
  },
  email(body) {
    const mark = /^x-three-am: (.*)$/im.exec(body)?.[1] ?? '';
    return [body.replace(/^x-three-am: .*$/im, ''), mark];
  },
  webhook(body) {
    const { alerts = [] } = parse<WebhookMessage>(body);
    return [body, alerts.map(({ status, labels }) => `${status} ${keyOf(labels)};`).join('')];
  },
};

function parse<Shape extends object>(body: string): Partial<Shape> {
  try {
    return JSON.parse(body) as Shape;
  } catch {
    return {};
  }
}

/** A mark is `firing NAME SERVICE INSTANCE;` for each alert. */
function alertsIn(mark: string): Notification['alerts'] {
  return mark
    .split(';')
    .map((part) => /^(?<status>\w+) (?<key>.*)$/.exec(part.trimStart())?.groups)
    .flatMap((found) => (found === undefined ? [] : [{ status: found['status'] ?? '', key: found['key'] ?? '' }]));
}
