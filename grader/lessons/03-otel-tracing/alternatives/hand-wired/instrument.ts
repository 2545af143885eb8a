import { register } from 'node:module';

// There is no other hook in the packages yet.
register('@opentelemetry/instrumentation/hook.mjs', import.meta.url);

await import('./tracing/start.ts');
