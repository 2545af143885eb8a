import { randomBytes } from 'node:crypto';
import type { SentryRefusal, SentryRequest } from '../../../evidence/sentry.ts';
import { receive, type Receiver } from '../intake/receive.ts';
import type { SentryMode } from './answers.ts';
import { createHttp } from './http.ts';
import { createIntake, DEFAULT_SENTRY_LIMITS, type SentryLimits } from './intake.ts';

/** Takes in the envelopes that services send. What was answered with 429 or 503, as the mode has it, was accepted all the same. */
export interface SentryIngest extends Omit<Receiver<SentryRequest, SentryRefusal>, 'port'> {
  /** Of a project of its own, on 127.0.0.1. */
  readonly dsn: string;
}

const KEY_BYTES = 16;
const PROJECT = '42';

/** Opens a stand-in of Sentry's ingest on a port that is free. */
export async function openSentryIngest({
  mode,
  limits = {},
}: {
  mode: SentryMode;
  limits?: Partial<SentryLimits>;
}): Promise<SentryIngest> {
  const credentials = { key: randomBytes(KEY_BYTES).toString('hex'), project: PROJECT };
  const intake = createIntake(mode, credentials, { ...DEFAULT_SENTRY_LIMITS, ...limits });
  const { port, ...receiver } = await receive(createHttp(intake), intake, intake.limits.connections);
  return { ...receiver, dsn: `http://${credentials.key}@127.0.0.1:${port}/${PROJECT}` };
}
