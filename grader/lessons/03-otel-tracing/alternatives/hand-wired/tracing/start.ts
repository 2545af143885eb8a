import { context, propagation, trace } from '@opentelemetry/api';
import { registerInstrumentations } from '@opentelemetry/instrumentation';
import { ExpressInstrumentation, ExpressLayerType } from '@opentelemetry/instrumentation-express';
import { HttpInstrumentation } from '@opentelemetry/instrumentation-http';
import { LocalContexts } from './contexts.ts';
import { provider } from './provider.ts';
import { TraceParent } from './trace-parent.ts';

context.setGlobalContextManager(new LocalContexts());
propagation.setGlobalPropagator(new TraceParent());
trace.setGlobalTracerProvider(provider);

// Calls are not instrumented here: whoever asks another service makes the span himself (http/ask.ts).
registerInstrumentations({
  tracerProvider: provider,
  instrumentations: [
    new HttpInstrumentation({
      disableOutgoingRequestInstrumentation: true,
      ignoreIncomingRequestHook: ({ url }) => url === '/healthz',
    }),
    new ExpressInstrumentation({
      ignoreLayersType: [ExpressLayerType.MIDDLEWARE, ExpressLayerType.ROUTER, ExpressLayerType.REQUEST_HANDLER],
    }),
  ],
});
