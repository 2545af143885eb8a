import { basename } from 'node:path';
import { OTLPTraceExporter } from '@opentelemetry/exporter-trace-otlp-grpc';
import {
  defaultResource,
  detectResources,
  resourceAttributesEnvDetector,
  resourceFromAttributes,
  serviceNameEnvDetector,
} from '@opentelemetry/resources';
import { BatchSpanProcessor, TracerProvider } from '@opentelemetry/sdk-trace';
import { QueryRemover } from './query-remover.ts';
import { samplerOf } from './sampler.ts';

const { NODE_ENV = 'development' } = process.env;

const own = resourceFromAttributes({
  'service.name': basename(process.argv[1] ?? 'shop', '.ts'),
  'service.version': '3.0.0',
  'deployment.environment.name': NODE_ENV,
});

/** What makes, samples and sends this process's spans. */
export const provider = new TracerProvider({
  resource: defaultResource()
    .merge(own)
    .merge(detectResources({ detectors: [resourceAttributesEnvDetector, serviceNameEnvDetector] })),
  sampler: samplerOf(process.env),
  spanProcessors: [
    new QueryRemover(),
    // A processor made by hand reads no environment: it gathers spans for five seconds.
    new BatchSpanProcessor({ exporter: new OTLPTraceExporter() }),
  ],
});
