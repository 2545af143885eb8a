import { z } from 'zod';

/** What an API answers. */
export interface Answer {
  status: number;
  type: string;
  body: string;
  /** Why it does not take the message. */
  refusal?: string;
}

const JSON_TYPE = 'application/json';

/** As much of an event as PagerDuty demands (https://developer.pagerduty.com/docs/events-api-v2/trigger-events/). */
const event = z.object({
  routing_key: z.string().min(1),
  event_action: z.enum(['trigger', 'acknowledge', 'resolve']),
  dedup_key: z.string().min(1),
  payload: z.object({
    summary: z.string().min(1),
    source: z.string().min(1),
    severity: z.enum(['critical', 'error', 'warning', 'info']),
  }),
});

/** PagerDuty's Events API v2: takes an event, or says what is wrong with it. */
export function answerPagerDuty(body: string): Answer {
  const { data, error } = event.safeParse(parse(body));
  if (data !== undefined)
    return {
      status: 202,
      type: JSON_TYPE,
      body: JSON.stringify({ status: 'success', message: 'Event processed', dedup_key: data.dedup_key }),
    };
  const errors = error.issues.map(({ path, message }) => `${path.join('.')}: ${message}`);
  const refusal = errors.join('; ');
  return {
    status: 400,
    type: JSON_TYPE,
    body: JSON.stringify({ status: 'invalid event', message: 'Event object is invalid', errors }),
    refusal,
  };
}

/** As much of a message as a Slack webhook demands: some text somewhere. */
const message = z.object({
  text: z.string().optional(),
  attachments: z
    .array(z.object({ text: z.string().optional(), fallback: z.string().optional(), title: z.string().optional() }))
    .optional(),
});

/** Slack's incoming webhook: `ok`, or one word on what is wrong (https://docs.slack.dev/messaging/sending-messages-using-incoming-webhooks/). */
export function answerSlack(body: string): Answer {
  const { data } = message.safeParse(parse(body));
  const refuse = (word: string): Answer => ({ status: 400, type: 'text/html', body: word, refusal: word });
  if (data === undefined) return refuse('invalid_payload');
  const texts = [data, ...(data.attachments ?? [])].flatMap((part) => Object.values(part));
  return texts.some((text) => typeof text === 'string' && text !== '')
    ? { status: 200, type: 'text/html', body: 'ok' }
    : refuse('no_text');
}

function parse(body: string): unknown {
  try {
    return JSON.parse(body);
  } catch {
    return undefined;
  }
}
