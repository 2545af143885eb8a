import type { SentryTraffic } from '../../../evidence/sentry.ts';
import type { Sink } from '../../sinks.ts';
import type { SentryMode } from './answers.ts';
import { openSentryIngest } from './ingest.ts';
import { openSilentSentry } from './silent.ts';

/** One Sentry project for all services. */
export async function openSentrySink(mode: SentryMode | 'silent'): Promise<Sink<SentryTraffic>> {
  if (mode === 'silent') {
    const { dsn, close } = await openSilentSentry();
    return {
      env: () => ({ SENTRY_DSN: dsn }),
      drained: async () => {},
      collected: () => ({ requests: [], refusals: [], exceeded: false }),
      close,
    };
  }
  const { dsn, received, refused, exceeded, drained, close } = await openSentryIngest({ mode });
  return {
    env: () => ({ SENTRY_DSN: dsn }),
    drained,
    collected: () => ({ requests: received(), refusals: refused(), exceeded: exceeded() }),
    close,
  };
}
