import { freePort } from '../../observe/free-port.ts';
import type { SinkPlan, Sinks } from '../sinks.ts';
import { openOtlpReceiver } from './otlp/receiver.ts';

/** Opens what a run's plan asks for, in this process. */
export async function openSinks({ otlp }: SinkPlan): Promise<Sinks> {
  const receiver = otlp === 'up' ? await openOtlpReceiver() : undefined;
  const env: Record<string, string> = {};
  if (otlp !== undefined) {
    env['OTEL_EXPORTER_OTLP_ENDPOINT'] = `http://127.0.0.1:${receiver?.port ?? (await freePort())}`;
    env['OTEL_EXPORTER_OTLP_PROTOCOL'] = 'grpc';
  }
  return {
    env,
    drained: async (withinMs) => receiver?.drained(withinMs),
    collected: () => ({
      otlp: {
        requests: receiver?.received() ?? [],
        refusals: receiver?.refused() ?? [],
        exceeded: receiver?.exceeded() ?? false,
      },
    }),
    close: async () => receiver?.close(),
  };
}
