import { freePort } from '../../../observe/free-port.ts';
import type { OtlpTraffic } from '../../../evidence/otlp.ts';
import type { Sink } from '../../sinks.ts';
import { openOtlpReceiver, type OtlpReceiver } from './receiver.ts';

/** How long an SDK may gather spans before it sends them, in milliseconds: the SDK's own five seconds are longer than a run. */
const BATCH_MS = '200';

/** An OTLP endpoint for each service, so that nobody can speak for another. */
export async function openOtlpSink(mode: 'up' | 'down', services: readonly string[]): Promise<Sink<OtlpTraffic>> {
  const receivers = new Map<string, OtlpReceiver>();
  const ports = new Map<string, number>();
  for (const service of services) {
    if (mode === 'up') receivers.set(service, await openOtlpReceiver());
    ports.set(service, receivers.get(service)?.port ?? (await freePort()));
  }
  return {
    env: (service) => ({
      OTEL_EXPORTER_OTLP_ENDPOINT: `http://127.0.0.1:${ports.get(service)}`,
      OTEL_EXPORTER_OTLP_PROTOCOL: 'grpc',
      OTEL_BSP_SCHEDULE_DELAY: BATCH_MS,
    }),
    async drained(withinMs) {
      await Promise.all([...receivers.values()].map((receiver) => receiver.drained(withinMs)));
    },
    collected: () => gather(receivers),
    async close() {
      await Promise.all([...receivers.values()].map((receiver) => receiver.close()));
    },
  };
}

function gather(receivers: ReadonlyMap<string, OtlpReceiver>): OtlpTraffic {
  const all = [...receivers];
  return {
    requests: all.flatMap(([service, receiver]) => receiver.received().map((request) => ({ ...request, service }))),
    refusals: all.flatMap(([service, receiver]) => receiver.refused().map((refusal) => ({ ...refusal, service }))),
    exceeded: all.some(([, receiver]) => receiver.exceeded()),
  };
}
