import { register } from 'node:module';

// There is no other hook in the packages yet.
// oxlint-disable-next-line typescript/no-deprecated
register('@opentelemetry/instrumentation/hook.mjs', import.meta.url);

await import('./tracing/start.ts');
