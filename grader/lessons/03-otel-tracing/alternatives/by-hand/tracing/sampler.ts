import {
  AlwaysOffSampler,
  AlwaysOnSampler,
  ParentBasedSampler,
  TraceIdRatioBasedSampler,
  type Sampler,
} from '@opentelemetry/sdk-trace';

const PARENT_BASED = 'parentbased_';

/** The sampler that `OTEL_TRACES_SAMPLER` and `OTEL_TRACES_SAMPLER_ARG` ask for. */
export function samplerFrom({ OTEL_TRACES_SAMPLER, OTEL_TRACES_SAMPLER_ARG }: NodeJS.ProcessEnv): Sampler {
  const wanted = OTEL_TRACES_SAMPLER || 'parentbased_always_on';
  if (wanted.startsWith(PARENT_BASED))
    return new ParentBasedSampler({ root: headSampler(wanted.slice(PARENT_BASED.length), OTEL_TRACES_SAMPLER_ARG) });
  return headSampler(wanted, OTEL_TRACES_SAMPLER_ARG);
}

function headSampler(name: string, argument: string | undefined): Sampler {
  if (name === 'traceidratio') return new TraceIdRatioBasedSampler(Number(argument || 1));
  return name === 'always_off' ? new AlwaysOffSampler() : new AlwaysOnSampler();
}
