import pino from 'pino';
import { context } from './context.ts';

const asked = process.env.LOG_LEVEL ?? 'info';
const known = Object.hasOwn(pino.levels.values, asked);

/** The shop's logger. Inside a request it adds the request's context by itself. */
export const log = pino({
  level: known ? asked : 'info',
  base: { service: process.env.OTEL_SERVICE_NAME ?? 'shop' },
  timestamp: () => `,"timestamp":"${new Date().toISOString()}"`,
  formatters: { level: (label) => ({ level: label }) },
  mixin: () => ({ ...context.getStore() }), // a copy, since pino writes the line's own fields into it
  serializers: { err: describeError },
  hooks: {
    // JSON leaves these two as they are, but many readers end a line at them.
    streamWrite: (line) => line.replaceAll('\u2028', String.raw`\u2028`).replaceAll('\u2029', String.raw`\u2029`),
  },
});

if (!known) log.warn({ event: 'log_level.unknown', asked }, 'LOG_LEVEL is not a level; using info');

// Chosen fields only: the errors of HTTP clients carry whole requests, credentials included.
function describeError(error: unknown): object {
  if (!(error instanceof Error)) return describeError(new Error(`thrown: ${String(error)}`));
  const { name, message, stack, cause } = error;
  return { type: name, message, stack, ...(cause instanceof Error && { cause: describeError(cause) }) };
}
