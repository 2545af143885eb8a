import { delimiter, dirname } from 'node:path';

/** What an app may be told, and nothing else: the names are a contract with the learner (see CONTRIBUTING.md). */
const ALLOWED = new Set([
  'PORT',
  'HOST',
  'LOG_LEVEL',
  'NODE_ENV',
  'OTEL_SERVICE_NAME',
  'OTEL_EXPORTER_OTLP_ENDPOINT',
  'OTEL_EXPORTER_OTLP_PROTOCOL',
  'OTEL_TRACES_SAMPLER',
  'OTEL_TRACES_SAMPLER_ARG',
  'OTEL_RESOURCE_ATTRIBUTES',
  'OTEL_BSP_SCHEDULE_DELAY',
  'SENTRY_DSN',
  'SENTRY_ENVIRONMENT',
  'SENTRY_RELEASE',
  'SENTRY_TRACES_SAMPLE_RATE',
  'ORDERS_URL',
  'PAYMENTS_URL',
]);

/**
 * The whole environment of an app: the given variables, and those that programs need to run at all.
 * `home` is where the app may write.
 * Nothing of the grader's own environment gets through.
 * @throws {Error} for a name that the contract does not have
 */
export function appEnvironment(home: string, given: Record<string, string>): Record<string, string> {
  const stranger = Object.keys(given).find((name) => !ALLOWED.has(name));
  if (stranger !== undefined) throw new Error(`"${stranger}" is not in the apps' environment contract`);
  return {
    PATH: [dirname(process.execPath), '/usr/local/bin', '/usr/bin', '/bin'].join(delimiter),
    HOME: home,
    TMPDIR: home,
    TZ: 'UTC',
    ...given,
  };
}

/** The variables of the contract that the given environment sets: what `npm run app` passes on. */
export function contractVariables(env: NodeJS.ProcessEnv): Record<string, string> {
  return Object.fromEntries(
    [...ALLOWED].flatMap((name): [string, string][] => (env[name] === undefined ? [] : [[name, env[name]]])),
  );
}
