import { freePort } from '../../observe/free-port.ts';
import type { SinkPlan, Sinks } from '../sinks.ts';
import { openOtlpReceiver } from './otlp/receiver.ts';
import { openSentryIngest } from './sentry/ingest.ts';
import { openSilentSentry } from './sentry/silent.ts';

/** Opens what a run's plan asks for, in this process. */
export async function openSinks({ otlp, sentry }: SinkPlan): Promise<Sinks> {
  const receiver = otlp === 'up' ? await openOtlpReceiver() : undefined;
  const silent = sentry === 'silent' ? await openSilentSentry() : undefined;
  const ingest = sentry === undefined || sentry === 'silent' ? undefined : await openSentryIngest({ mode: sentry });
  const env: Record<string, string> = {};
  if (otlp !== undefined) {
    env['OTEL_EXPORTER_OTLP_ENDPOINT'] = `http://127.0.0.1:${receiver?.port ?? (await freePort())}`;
    env['OTEL_EXPORTER_OTLP_PROTOCOL'] = 'grpc';
  }
  const dsn = ingest?.dsn ?? silent?.dsn;
  if (dsn !== undefined) env['SENTRY_DSN'] = dsn;
  return {
    env,
    driven: async () => silent?.close(),
    drained: async (withinMs) => receiver?.drained(withinMs),
    collected: () => ({
      otlp: {
        requests: receiver?.received() ?? [],
        refusals: receiver?.refused() ?? [],
        exceeded: receiver?.exceeded() ?? false,
      },
      sentry: {
        requests: ingest?.received() ?? [],
        refusals: ingest?.refused() ?? [],
        exceeded: ingest?.exceeded() ?? false,
      },
    }),
    close: async () => void (await Promise.all([receiver?.close(), ingest?.close(), silent?.close()])),
  };
}
