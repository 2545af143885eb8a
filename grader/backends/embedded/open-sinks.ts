import type { SinkPlan, Sinks } from '../sinks.ts';
import { openOtlpSink } from './otlp/sink.ts';
import { openSentrySink } from './sentry/sink.ts';

/** Opens what a run's plan asks for, in this process. */
export async function openSinks(plan: SinkPlan, services: readonly string[]): Promise<Sinks> {
  const otlp = plan.otlp === undefined ? undefined : await openOtlpSink(plan.otlp, services);
  const sentry = plan.sentry === undefined ? undefined : await openSentrySink(plan.sentry);
  const all = [otlp, sentry].filter((sink) => sink !== undefined);
  return {
    env: (service) => Object.assign({}, ...all.map((sink) => sink.env(service))) as Record<string, string>,
    drained: async (withinMs) => void (await Promise.all(all.map((sink) => sink.drained(withinMs)))),
    collected: () => ({ otlp: otlp?.collected() ?? NOTHING, sentry: sentry?.collected() ?? NOTHING }),
    close: async () => void (await Promise.all(all.map((sink) => sink.close()))),
  };
}

const NOTHING = { requests: [], refusals: [], exceeded: false };
