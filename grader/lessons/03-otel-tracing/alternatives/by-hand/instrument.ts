import { context, propagation, trace } from '@opentelemetry/api';
import { OTLPTraceExporter } from '@opentelemetry/exporter-trace-otlp-grpc';
import {
  defaultResource,
  detectResources,
  resourceAttributesEnvDetector,
  resourceFromAttributes,
  serviceNameEnvDetector,
} from '@opentelemetry/resources';
import { BatchSpanProcessor, TracerProvider } from '@opentelemetry/sdk-trace';
import { basename } from 'node:path';
import { AsyncContext } from './tracing/async-context.ts';
import { samplerFrom } from './tracing/sampler.ts';
import { TraceContext } from './tracing/trace-context.ts';

const FIVE_SECONDS = 5000;

const provider = new TracerProvider({
  resource: defaultResource()
    .merge(
      resourceFromAttributes({
        'service.name': basename(process.argv[1] ?? 'shop', '.ts'),
        'service.version': '2.3.0',
        'deployment.environment.name': process.env.NODE_ENV ?? 'development',
      }),
    )
    .merge(detectResources({ detectors: [resourceAttributesEnvDetector, serviceNameEnvDetector] })),
  sampler: samplerFrom(process.env),
  spanProcessors: [
    new BatchSpanProcessor({
      exporter: new OTLPTraceExporter(),
      scheduledDelayMillis: Number(process.env.OTEL_BSP_SCHEDULE_DELAY || FIVE_SECONDS),
    }),
  ],
});

context.setGlobalContextManager(new AsyncContext());
propagation.setGlobalPropagator(new TraceContext());
trace.setGlobalTracerProvider(provider);

/** Sends what has not been sent. A collector that cannot be reached is no reason to fail. */
export async function sendLastSpans(): Promise<void> {
  await provider.shutdown().catch(() => {});
}
