import { post, type HttpAnswer } from '../otlp/clients.ts';
import type { SentryIngest } from './ingest.ts';

/** How tests speak to an ingest where the real SDK would not: what is sent is what they say, right or wrong. */

/** The envelope of a small event. */
export const EVENT = [
  '{"event_id":"0123456789abcdef0123456789abcdef"}',
  '{"type":"event"}',
  '{"event_id":"0123456789abcdef0123456789abcdef","message":"요청 🫖"}',
].join('\n');

/** What a DSN holds. */
export function addressOf({ dsn }: SentryIngest): { port: number; key: string } {
  const { port, username } = new URL(dsn);
  return { port: Number(port), key: username };
}

/** Posts a body to an ingest, with its key in the query unless `path` says otherwise. */
export function send(
  ingest: SentryIngest,
  body: string | Buffer,
  options: { path?: string; key?: string; method?: string; headers?: Record<string, string> } = {},
): Promise<HttpAnswer> {
  const { port, key } = addressOf(ingest);
  const { path = `/api/42/envelope/?sentry_key=${options.key ?? key}`, method = 'POST', headers = {} } = options;
  return post(port, body, { path, method, headers });
}
