import { randomBytes } from 'node:crypto';
import { once } from 'node:events';
import type { AddressInfo } from 'node:net';
import type { SentryRefusal, SentryRequest } from '../../../evidence/sentry.ts';
import { watchConnections } from '../connections.ts';
import type { SentryMode } from './answers.ts';
import { createHttp } from './http.ts';
import { createIntake, DEFAULT_SENTRY_LIMITS, type Intake, type SentryLimits } from './intake.ts';

/** Takes in the envelopes that services send, and keeps them in memory. */
export interface SentryIngest {
  /** Of a project of its own, on 127.0.0.1. */
  readonly dsn: string;
  /** What was accepted, in the order in which it was complete; also what was answered with 429 or 503 as the mode has it. */
  received(): readonly SentryRequest[];
  /** What was not. */
  refused(): readonly SentryRefusal[];
  /** Whether more was sent than is kept. */
  exceeded(): boolean;
  /** Comes back when every connection is closed by those who opened it, at the latest after `withinMs`. */
  drained(withinMs: number): Promise<void>;
  /** Ends all connections, whatever they are in the middle of. Nothing more is kept. */
  close(): Promise<void>;
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
  const server = createHttp(intake);
  const connections = watchConnections(server);
  server.maxConnections = intake.limits.connections;
  server.listen(0, '127.0.0.1');
  await once(server, 'listening');
  const { port } = server.address() as AddressInfo;
  let kept: Pick<SentryIngest, 'received' | 'refused' | 'exceeded'> | undefined;
  return {
    dsn: `http://${credentials.key}@127.0.0.1:${port}/${PROJECT}`,
    received: () => kept?.received() ?? [...intake.received],
    refused: () => kept?.refused() ?? [...intake.refused],
    exceeded: () => kept?.exceeded() ?? intake.exceeded(),
    drained: connections.drained,
    async close() {
      kept ??= freeze(intake);
      await connections.close();
    },
  };
}

/** What there is by now: what the end of the connections cuts short is nobody's fault. */
function freeze(intake: Intake): Pick<SentryIngest, 'received' | 'refused' | 'exceeded'> {
  const [received, refused, exceeded] = [[...intake.received], [...intake.refused], intake.exceeded()];
  return { received: () => received, refused: () => refused, exceeded: () => exceeded };
}
