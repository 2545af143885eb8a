import type { JsonObject } from '../../../evidence/json-fields.ts';
import type { SentryRefusalCode } from '../../../evidence/sentry.ts';

/** What a DSN holds beside the address. */
export interface Credentials {
  /** The public key. */
  key: string;
  project: string;
}

const KEY_IN_HEADER = /^Sentry\s(?:.*[\s,])?sentry_key\s*=\s*([^\s,]*)/i;
const DSN = /^https?:\/\/([^:@/]*)(?::[^@/]*)?@[^/]+\/(?:.*\/)?(\d+)$/;

/**
 * The key that a request brings outside of its envelope: `X-Sentry-Auth: Sentry sentry_key=…`, or `?sentry_key=…`
 * (https://develop.sentry.dev/sdk/foundations/transport/authentication/).
 */
export function keyOf(header: string | undefined, query: URLSearchParams): string | undefined {
  return header?.match(KEY_IN_HEADER)?.[1] ?? query.get('sentry_key') ?? undefined;
}

/** Why an envelope is not this project's: also one that brings the key itself, as its header's `dsn`. */
export function findStranger(
  key: string | undefined,
  { dsn }: JsonObject,
  wanted: Credentials,
): SentryRefusalCode | undefined {
  const [, keyInDsn, project] = (typeof dsn === 'string' ? DSN.exec(dsn) : null) ?? [];
  const keys = [key, keyInDsn].filter((one) => one !== undefined);
  if (keys.length === 0) return 'missing-key';
  if (keys.some((one) => one !== wanted.key)) return 'wrong-key';
  return project === undefined || project === wanted.project ? undefined : 'wrong-project';
}
