import pino from 'pino';

const wanted = process.env.LOG_LEVEL;
const known = wanted !== undefined && Object.hasOwn(pino.levels.values, wanted);

export const log = pino({
  level: known ? wanted : 'info',
  base: { service: process.env.OTEL_SERVICE_NAME ?? 'shop' },
  timestamp: pino.stdTimeFunctions.isoTime,
  formatters: { level: (label) => ({ level: label }) },
  serializers: { err: describeError },
  hooks: { streamWrite: escapeLineSeparators },
});

if (wanted !== undefined && !known) log.warn({ event: 'log.level_unknown', wanted }, 'unknown LOG_LEVEL, using info');

/**
 * Names what we want to know of an error, and nothing else: what libraries hang on their errors
 * (the request with its headers, the raw body) does not belong in a log.
 */
function describeError(error: unknown): object {
  if (!(error instanceof Error)) return { type: typeof error, message: String(error), stack: '' };
  return {
    type: error.constructor.name,
    message: error.message,
    stack: error.stack,
    ...(error.cause === undefined ? {} : { cause: describeError(error.cause) }),
  };
}

// JSON allows U+2028 and U+2029 to stand raw in a string, but many readers end a line there.
function escapeLineSeparators(line: string): string {
  return line.replaceAll('\u2028', String.raw`\u2028`).replaceAll('\u2029', String.raw`\u2029`);
}
