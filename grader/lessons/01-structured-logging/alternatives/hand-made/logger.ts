const LEVELS = { trace: 10, debug: 20, info: 30, warn: 40, error: 50, fatal: 60 };

export type Level = keyof typeof LEVELS;

/** Whose line it is: stands on every line of a request. */
export interface Context {
  request: { id: string };
  trace?: { id: string };
  user?: { id: string };
}

interface ErrorFields {
  type: string;
  message: string;
  stack: string | undefined;
}

/** All that a line may carry. A field is added here by choice, so that none comes along by accident. */
interface Fields extends Partial<Context> {
  http?: { request: { method: string }; response?: { status_code: number } };
  url?: { path: string };
  durationMs?: number;
  order?: { id: string; totalCents: number };
  reason?: string;
  err?: ErrorFields;
  server?: { port: number };
  process?: { pid: number; node: string };
  logLevel?: string;
}

const service = { name: process.env.OTEL_SERVICE_NAME ?? 'shop' };
const wanted = process.env.LOG_LEVEL ?? 'info';
const chosen = wanted.toLowerCase();
const threshold = LEVELS[isLevel(chosen) ? chosen : 'info'];
if (!isLevel(chosen)) log('warn', 'log_level.unknown', { logLevel: wanted });

/** Writes one event as one line, if `LOG_LEVEL` lets it through. */
export function log(level: Level, event: string, fields: Fields = {}): void {
  if (LEVELS[level] < threshold) return;
  const line = { '@timestamp': new Date().toISOString(), level: LEVELS[level], service, event: { name: event } };
  process.stdout.write(`${escapeRaw(JSON.stringify({ ...line, ...fields }))}\n`);
}

/** What is logged of an error: nothing but this, as clients' errors carry whole requests and their credentials. */
export function describe(error: unknown): ErrorFields {
  const { name, message, stack } = error instanceof Error ? error : new Error(String(error));
  return { type: name, message, stack };
}

function isLevel(name: string): name is Level {
  return Object.hasOwn(LEVELS, name);
}

// JSON allows these raw, but many readers end a line at U+2028, U+2029 or U+0085, and terminals obey some of the others.
function escapeRaw(json: string): string {
  return json.replaceAll(
    /[\u007f-\u009f\u2028\u2029]/g,
    (char) => `\\u${char.charCodeAt(0).toString(16).padStart(4, '0')}`,
  );
}
