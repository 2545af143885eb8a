import type { Frame, SentryEvent, SentryException } from './sentry-events.ts';

const DEFAULT = /^\{\{\s*default\s*\}\}$/;
/** A longer line of source says too little about the call. */
const MAX_LINE = 120;
const ANONYMOUS = new Set(['', '?', '<anonymous>', 'Anonymous function']);

/**
 * The issue that Sentry would put an event into: events with the same text are one issue. A reduction of Sentry's own
 * strategy (https://github.com/getsentry/sentry, `src/sentry/grouping/strategies/newstyle.py` and `message.py`; described at
 * https://docs.sentry.io/concepts/data-management/event-grouping/):
 *
 * 1. the fingerprint, if there is one, with `{{ default }}` replaced by what follows;
 * 2. else every error of the chain: its type, and the app's own frames, each by module or else by file, by function, and by its line of
 *    source, but not by its number. All frames count where none is the app's; a repeated frame counts once; a synthetic error has no type;
 * 3. for an error without frames its type and its value, and else the message: both without what varies.
 *
 * Left out are rules of a project, and that Sentry joins issues that are alike.
 */
export function groupOf(event: SentryEvent): string {
  const { fingerprint } = event;
  if (fingerprint.length === 0) return defaultGroupOf(event);
  const parts = fingerprint.map((part) => (DEFAULT.test(part) ? defaultGroupOf(event) : part));
  return fingerprint.length === 1 && DEFAULT.test(fingerprint[0] ?? '')
    ? defaultGroupOf(event)
    : `fingerprint ${JSON.stringify(parts)}`;
}

function defaultGroupOf({ exceptions, message }: SentryEvent): string {
  const isMessage = exceptions.every(({ type, frames }) => type === '' && frames.length === 0);
  return isMessage
    ? `message ${withoutParameters(message || (exceptions.at(-1)?.value ?? ''))}`
    : `error ${exceptions.map((exception) => describe(exception)).join('\n')}`;
}

function describe({ type, value, mechanism, frames }: SentryException): string {
  const own = frames.filter(({ inApp }) => inApp);
  const counted = (own.length > 0 ? own : frames).filter(
    (frame, index, all) => JSON.stringify(frame) !== JSON.stringify(all[index - 1]),
  );
  const name = mechanism.synthetic ? '' : type;
  return counted.length > 0
    ? [name, ...counted.map((frame) => describeFrame(frame))].join('\n  ')
    : `${name}: ${withoutParameters(value)}`;
}

function describeFrame({ module, filename, function: called, contextLine }: Frame): string {
  const place = module || (filename.split(/[/\\]/).at(-1) ?? '').toLowerCase();
  const name = called.split('.').at(-1) ?? '';
  const line = contextLine.length > MAX_LINE ? '' : contextLine.trim().replaceAll(/\s+/g, ' ');
  return [place, ANONYMOUS.has(name) ? '' : name, line].join(' | ');
}

/** What varies from event to event, in Sentry's order: the first that fits counts (`src/sentry/grouping/parameterization.py`). */
const PARAMETERS = {
  email: String.raw`[\w.!#$%&'*+/=?^{|}~-]{1,64}@[a-zA-Z\d-]{1,63}(?:\.[a-zA-Z\d-]{1,63})*`,
  url: String.raw`\b(?:wss?|https?|ftp)://[^\s/$.?#]\S*`,
  ip: String.raw`\b(?:\d{1,3}\.){3}\d{1,3}\b`,
  uuid: String.raw`\b[\da-fA-F]{8}-(?:[\da-fA-F]{4}-){3}[\da-fA-F]{12}\b`,
  date: String.raw`\b\d{4}-[01]\d-[0-3]\d(?:[T ][0-2]\d:[0-5]\d(?::[0-5]\d(?:\.\d+)?)?(?:Z|[+-]\d\d:?\d\d)?)?`,
  duration: String.raw`\b\d+ms\b|\b\d+(?:\.\d+)?s\b`,
  hex: String.raw`\b0[xX][\da-fA-F]+\b|\b(?=[a-f]*\d)[\da-f]{8,128}\b|\b(?=[A-F]*\d)[\dA-F]{8,128}\b`,
  float: String.raw`-?\b\d+\.\d+\b`,
  int: String.raw`(?:\b|(?<!\w)-)\d+\b`,
};
const ANY_PARAMETER = new RegExp(
  Object.entries(PARAMETERS)
    .map(([name, pattern]) => `(?<${name}>${pattern})`)
    .join('|'),
  'g',
);
const LINES = 2;
const MAX_MESSAGE = 8192;

/** A message's first two lines, with names in the place of what varies. */
function withoutParameters(message: string): string {
  const lines = message
    .slice(0, MAX_MESSAGE)
    .split('\n')
    .filter((line) => line.trim() !== '');
  return lines
    .slice(0, LINES)
    .join('\n')
    .replaceAll(ANY_PARAMETER, (...args) => {
      const groups = args.at(-1) as Record<string, string | undefined>;
      return `<${Object.keys(groups).find((name) => groups[name] !== undefined) ?? ''}>`;
    });
}
