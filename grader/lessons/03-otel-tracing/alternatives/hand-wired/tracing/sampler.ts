import {
  AlwaysOffSampler,
  AlwaysOnSampler,
  ParentBasedSampler,
  TraceIdRatioBasedSampler,
  type Sampler,
} from '@opentelemetry/sdk-trace';

/** The sampler that the environment asks for; parent-based and everything, unless it asks. */
export function samplerOf(env: NodeJS.ProcessEnv): Sampler {
  const asked = env.OTEL_TRACES_SAMPLER ?? '';
  const root = rootOf(asked.replace(/^parentbased_/, ''), env.OTEL_TRACES_SAMPLER_ARG);
  return asked === '' || asked.startsWith('parentbased_') ? new ParentBasedSampler({ root }) : root;
}

function rootOf(name: string, ratio = '1'): Sampler {
  if (name === 'always_off') return new AlwaysOffSampler();
  if (name === 'traceidratio') return new TraceIdRatioBasedSampler(Number(ratio));
  return new AlwaysOnSampler();
}
