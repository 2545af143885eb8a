import { startTracing } from './tracing.ts';
import { startErrorTracking } from './error-tracking.ts';

// Two pipelines, one process. OpenTelemetry keeps what the log and the error tracker want to know of a request; Sentry
// makes its own spans and sends its own events, and reads from OpenTelemetry's span whom they happened to.
startTracing();
startErrorTracking();
