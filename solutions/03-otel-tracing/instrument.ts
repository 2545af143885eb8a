import { register } from 'node:module';
import { basename } from 'node:path';
import { setTimeout as delay } from 'node:timers/promises';
import { OTLPTraceExporter } from '@opentelemetry/exporter-trace-otlp-grpc';
import { ExpressInstrumentation, ExpressLayerType } from '@opentelemetry/instrumentation-express';
import { HttpInstrumentation } from '@opentelemetry/instrumentation-http';
import { UndiciInstrumentation } from '@opentelemetry/instrumentation-undici';
import { defaultResource, resourceFromAttributes } from '@opentelemetry/resources';
import { NodeSDK } from '@opentelemetry/sdk-node';

// Without it, what is loaded by `import` is not instrumented: no route on any span, and nothing that says so.
register('@opentelemetry/instrumentation/hook.mjs', import.meta.url);

const service = process.env.OTEL_SERVICE_NAME ?? basename(process.argv[1] ?? 'shop', '.ts');

const PATIENCE_MS = 3000;

const withoutQuery = (path: string): string => path.split('?')[0] ?? path;

const sdk = new NodeSDK({
  resource: defaultResource().merge(
    resourceFromAttributes({
      'service.name': service,
      'service.version': '3.0.0',
      'deployment.environment.name': process.env.NODE_ENV ?? 'development',
    }),
  ),
  traceExporter: new OTLPTraceExporter(),
  metricReaders: [],
  logRecordProcessors: [],
  instrumentations: [
    new HttpInstrumentation({
      ignoreIncomingRequestHook: (request) => request.url === '/healthz',
      // Customers' tokens stand in queries: none of them is kept.
      requestHook: (span) => void span.setAttribute('url.query', ''),
    }),
    new ExpressInstrumentation({ ignoreLayersType: [ExpressLayerType.MIDDLEWARE, ExpressLayerType.ROUTER] }),
    new UndiciInstrumentation({
      requestHook(span, { origin, path }) {
        span.setAttribute('url.full', `${origin}${withoutQuery(path)}`);
        span.setAttribute('url.query', '');
      },
    }),
  ],
});
sdk.start();

/** Sends what has not been sent yet. A collector that is not there, or does not answer, is no reason to fail or to stay. */
export async function flushTraces(): Promise<void> {
  await Promise.race([sdk.shutdown().catch(() => {}), delay(PATIENCE_MS)]);
}
