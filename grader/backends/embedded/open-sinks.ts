import type { OtlpTraffic } from '../../evidence/otlp.ts';
import { freePort } from '../../observe/free-port.ts';
import type { SinkPlan, Sinks } from '../sinks.ts';
import { openOtlpReceiver, type OtlpReceiver } from './otlp/receiver.ts';

/** Opens what a run's plan asks for, in this process. */
export async function openSinks({ otlp }: SinkPlan, services: readonly string[]): Promise<Sinks> {
  const receivers = new Map<string, OtlpReceiver>();
  const ports = new Map<string, number>();
  if (otlp !== undefined)
    for (const service of services) {
      if (otlp === 'up') receivers.set(service, await openOtlpReceiver());
      ports.set(service, receivers.get(service)?.port ?? (await freePort()));
    }
  return {
    env(service): Record<string, string> {
      const port = ports.get(service);
      if (port === undefined) return {};
      return {
        OTEL_EXPORTER_OTLP_ENDPOINT: `http://127.0.0.1:${port}`,
        OTEL_EXPORTER_OTLP_PROTOCOL: 'grpc',
        OTEL_BSP_SCHEDULE_DELAY: BATCH_MS,
      };
    },
    async drained(withinMs) {
      await Promise.all([...receivers.values()].map((receiver) => receiver.drained(withinMs)));
    },
    collected: () => ({ otlp: gather(receivers) }),
    async close() {
      await Promise.all([...receivers.values()].map((receiver) => receiver.close()));
    },
  };
}

/** How long an SDK may gather spans before it sends them, in milliseconds: the SDK's own five seconds are longer than a run. */
const BATCH_MS = '200';

function gather(receivers: ReadonlyMap<string, OtlpReceiver>): OtlpTraffic {
  const all = [...receivers];
  return {
    requests: all.flatMap(([service, receiver]) => receiver.received().map((request) => ({ ...request, service }))),
    refusals: all.flatMap(([service, receiver]) => receiver.refused().map((refusal) => ({ ...refusal, service }))),
    exceeded: all.some(([, receiver]) => receiver.exceeded()),
  };
}
