import type { Json } from './evidence.ts';
import { cutText, printable } from './excerpt.ts';
import { thrownOf, type Breadcrumb, type Frame, type SentryEvent, type SentryException } from './sentry-events.ts';

/** How an event is drawn. */
export interface EventViewOptions {
  /** The longest line, in characters. Default: 100. */
  width?: number;
}

const WIDTH = 100;
const FRAMES = 4;
const CAUSES = 2;
const BREADCRUMBS = 6;
const SCRUBBED = 5;
const FILTERED = '[Filtered]';

/**
 * Draws an event as Sentry's page of an issue shows it, in some twenty lines for a terminal or a finding: title, culprit, the
 * words that filter issues, user, tags, the app's own frames with the newest first, what led there with seconds before the event, and the
 * paths at which something was filtered. A `…` stands where more was sent.
 */
export function drawEvent(event: SentryEvent, { width = WIDTH }: EventViewOptions = {}): string[] {
  const tags = Object.entries(event.tags).map(([key, value]) => `${key}=${value}`);
  return [
    titleOf(event),
    ...labelled('in', culpritOf(event)),
    [event.level, handledOf(event), event.release, event.environment].filter((word) => word !== '').join(' · '),
    ...labelled('user', fieldsOf(event.user)),
    ...labelled('tags', tags.join(' ')),
    ...listed('stack', stackOf(event)),
    ...listed('breadcrumbs', breadcrumbsOf(event)),
    ...listed('filtered', atMost(filteredPathsOf(event.raw), SCRUBBED)),
  ].map((line) => fit(line, width));
}

/** The places of an event at which the SDK or the app has put `[Filtered]`, such as `request.headers.cookie`, in order. */
export function filteredPathsOf(raw: Json): string[] {
  const paths: string[] = [];
  const open: { path: string; value: Json }[] = [{ path: '', value: raw }];
  // Without recursion: what an app sends may be nested as deeply as it likes.
  for (let next = open.pop(); next !== undefined; next = open.pop()) {
    const { path, value } = next;
    if (typeof value === 'string' && value.includes(FILTERED)) paths.push(path);
    if (typeof value !== 'object' || value === null) continue;
    const lead = path === '' ? '' : `${cutText(path, WIDTH)}.`;
    for (const [key, member] of Object.entries(value).toReversed()) open.push({ path: lead + key, value: member });
  }
  return paths;
}

function titleOf(event: SentryEvent): string {
  const thrown = thrownOf(event);
  if (thrown === undefined || thrown.type === '') return event.message || (thrown?.value ?? '') || '(no message)';
  return headOf(thrown);
}

const headOf = ({ type, value }: SentryException): string => (value === '' ? type : `${type}: ${value}`);

/** As Sentry has it: the transaction, and else the newest of the app's own calls. */
function culpritOf(event: SentryEvent): string {
  if (event.transaction !== '') return event.transaction;
  const frame = thrownOf(event)?.frames.findLast(({ inApp }) => inApp);
  return frame === undefined ? '' : `${nameOf(frame)} (${shortPath(frame.filename)})`;
}

function handledOf(event: SentryEvent): string {
  const handled = thrownOf(event)?.mechanism.handled ?? null;
  return handled === null ? '' : handled ? 'handled' : 'unhandled';
}

/** What was thrown, then what caused it, with the call where it began. */
function stackOf({ exceptions }: SentryEvent): string[] {
  const newestFirst = exceptions.toReversed();
  return newestFirst.slice(0, 1 + CAUSES).flatMap((exception, index) => {
    const own = exception.frames.filter(({ inApp }) => inApp).toReversed();
    const lines = own.map((frame) => `${nameOf(frame)}  ${placeOf(frame)}`);
    if (index === 0) return atMost(lines, FRAMES);
    return [`caused by ${headOf(exception)}`, ...lines.slice(0, 1).map((line) => `  ${line}`)];
  });
}

const nameOf = ({ function: called }: Frame): string => (called === '' || called === '?' ? '<anonymous>' : called);

function placeOf({ filename, lineno, colno }: Frame): string {
  return [shortPath(filename), ...[lineno, colno].filter((number) => number !== null)].join(':');
}

/** The file and its folder: what stands before is the same for all of an app's files. */
function shortPath(path: string): string {
  const parts = path.split('/');
  return parts.length > 3 ? `…/${parts.slice(-2).join('/')}` : path;
}

function breadcrumbsOf({ breadcrumbs, timeMs }: SentryEvent): string[] {
  const lines = breadcrumbs.map((breadcrumb) => {
    const { category, level, message, data } = breadcrumb;
    return [offsetOf(breadcrumb, timeMs), category, level, message, fieldsOf(data)]
      .filter((word) => word !== '')
      .join('  ');
  });
  return lines.length > BREADCRUMBS ? [`… +${lines.length - BREADCRUMBS}`, ...lines.slice(-BREADCRUMBS)] : lines;
}

function offsetOf(breadcrumb: Breadcrumb, timeMs: number | null): string {
  if (breadcrumb.timeMs === null || timeMs === null) return '?';
  const seconds = (breadcrumb.timeMs - timeMs) / 1000;
  return `${seconds > 0 ? '+' : '-'}${Math.abs(seconds).toFixed(3)} s`;
}

function fieldsOf(fields: Readonly<Record<string, Json>>): string {
  return Object.entries(fields)
    .map(([key, value]) => `${key}=${typeof value === 'object' ? '…' : value}`)
    .join(' ');
}

const labelled = (word: string, text: string): string[] => (text === '' ? [] : [`${word} ${text}`]);

const listed = (word: string, lines: readonly string[]): string[] =>
  lines.length === 0 ? [] : [word, ...lines.map((line) => `  ${line}`)];

function atMost(lines: readonly string[], count: number): string[] {
  return lines.length > count ? [...lines.slice(0, count), `… +${lines.length - count}`] : [...lines];
}

/** Escaped first, since an escape is longer than what it stands for. */
function fit(line: string, width: number): string {
  const shown = printable(cutText(line, width));
  return shown.length <= width && line.length <= width ? shown : `${cutText(shown, width - 1)}…`;
}
