import { pino } from 'pino';
import { describeError, describeRequest } from './serializers.ts';

const DEFAULT_LEVEL = 'info';

const wanted = process.env.LOG_LEVEL ?? DEFAULT_LEVEL;
const known = Object.hasOwn(pino.levels.values, wanted.toLowerCase());

/** The shop's logger. A line's message is its event's name: `log.info({ orderId }, 'order.placed')`. */
export const log = pino({
  level: known ? wanted.toLowerCase() : DEFAULT_LEVEL,
  base: { service: process.env.OTEL_SERVICE_NAME ?? 'shop' },
  messageKey: 'event',
  serializers: { err: describeError, req: describeRequest },
  hooks: { streamWrite: escapeControls },
});

if (!known) log.warn({ wanted, using: DEFAULT_LEVEL }, 'log_level.unknown');
log.debug({ node: process.version, pid: process.pid }, 'process.started');

// What JSON leaves raw although it ends a line for some readers, or commands an old terminal.
function escapeControls(line: string): string {
  return line.replace(
    /[\u007f-\u009f\u2028\u2029]/g,
    (character) => `\\u${character.charCodeAt(0).toString(16).padStart(4, '0')}`,
  );
}
