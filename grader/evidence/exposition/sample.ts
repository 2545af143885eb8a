import { atBlank, atEnd, type Cursor, fail, peek, readPlainName, readToken, skipBlanks, skipGap } from './cursor.ts';
import type { Exemplar, Labels, Sample } from './exposition.ts';
import { readLabelSet } from './label-set.ts';
import { readMilliseconds, readNumber, readSeconds } from './number.ts';

const NO_LABELS = Object.freeze(Object.create(null)) as Labels;

/** Reads a line that gives a series its value. */
export function readSample(cursor: Cursor): Sample {
  const series = readSeries(cursor);
  const value = readValue(cursor, series.name);
  const end = cursor.format === 'text' ? readTextEnd(cursor) : readOpenMetricsEnd(cursor, series.name);
  return { ...series, value, ...end, line: cursor.line, text: cursor.text };
}

function readSeries(cursor: Cursor): Pick<Sample, 'name' | 'labels'> {
  const start = cursor.at;
  const plain = readPlainName(cursor, true);
  const end = cursor.at;
  if (plain === '' && peek(cursor) !== '{') failName(cursor, start);
  if (cursor.format === 'text') skipBlanks(cursor);
  if (peek(cursor) !== '{') {
    // Prometheus reads `a-1` as `a -1`. Who writes `http-requests 1` meant a name.
    if (cursor.at === end && !atEnd(cursor) && !atBlank(cursor) && !isNumberNext(cursor)) failName(cursor, start);
    return { name: plain, labels: NO_LABELS };
  }
  const set = readLabelSet(cursor, plain === '' ? undefined : plain);
  return { name: set.name ?? (plain === '' ? fail(cursor, 'no-name', {}, start) : plain), labels: set.labels };
}

function isNumberNext(cursor: Cursor): boolean {
  return cursor.format === 'text' && readNumber(readToken({ ...cursor })) !== undefined;
}

/** Names what stands in the place of a name, and points at the first character that cannot be in one. */
function failName(cursor: Cursor, start: number): never {
  const [name = ''] = /^[^{]*/.exec(readToken({ ...cursor, at: start })) ?? [];
  return fail(cursor, 'bad-name', { name, found: peek(cursor) });
}

/** OpenMetrics has exactly one space between two things; the text format any number of blanks, or none where it is clear. */
function skipSeparator(cursor: Cursor): void {
  if (cursor.format === 'text') return skipBlanks(cursor);
  if (peek(cursor) === ' ') cursor.at += 1;
  if (!atEnd(cursor)) skipGap(cursor);
}

function readValue(cursor: Cursor, metric: string): number {
  const end = cursor.at;
  skipSeparator(cursor);
  if (atEnd(cursor)) fail(cursor, 'no-value', { metric });
  const start = cursor.at;
  if (cursor.format === 'openmetrics' && start === end) fail(cursor, 'no-space', { found: peek(cursor) });
  if (cursor.format === 'openmetrics' && peek(cursor) === '{') fail(cursor, 'extra-space', {}, end);
  const token = readToken(cursor);
  return readNumber(token) ?? fail(cursor, 'bad-value', { value: token }, start);
}

/** An optional timestamp, and the end of the line. */
function readTextEnd(cursor: Cursor): Pick<Sample, 'timestampMs'> {
  if (atEnd(cursor)) return {};
  failTrailingSpace(cursor);
  skipBlanks(cursor);
  const start = cursor.at;
  const token = readToken(cursor);
  if (token.startsWith('#')) {
    const isExemplar = /^#[ \t]*\{/.test(cursor.text.slice(start));
    fail(
      cursor,
      isExemplar ? 'exemplar-in-text' : 'after-sample',
      isExemplar ? {} : { found: rest(cursor, start) },
      start,
    );
  }
  const timestampMs = readMilliseconds(token) ?? fail(cursor, 'bad-timestamp', { timestamp: token }, start);
  failTrailingSpace(cursor);
  skipBlanks(cursor);
  if (!atEnd(cursor)) fail(cursor, 'after-sample', { found: rest(cursor) });
  return { timestampMs };
}

function rest(cursor: Cursor, start = cursor.at): string {
  return cursor.text.slice(start);
}

function failTrailingSpace(cursor: Cursor): void {
  const end = { ...cursor };
  skipBlanks(end);
  if (atEnd(end) && !atEnd(cursor)) fail(cursor, 'trailing-space');
}

/** An optional timestamp, an optional exemplar, and the end of the line. */
function readOpenMetricsEnd(cursor: Cursor, metric: string): Pick<Sample, 'timestampMs' | 'exemplar'> {
  const time = isExemplarNext(cursor) ? {} : readTime(cursor);
  if (atEnd(cursor)) return time;
  failTrailingSpace(cursor);
  if (!isExemplarNext(cursor)) fail(cursor, 'after-sample', { found: rest(cursor).trimStart() });
  return { ...time, exemplar: readExemplar(cursor, metric) };
}

function isExemplarNext(cursor: Cursor): boolean {
  return cursor.text.startsWith(' #', cursor.at);
}

function readTime(cursor: Cursor): { timestampMs?: number } {
  if (atEnd(cursor)) return {};
  failTrailingSpace(cursor);
  skipSeparator(cursor);
  const start = cursor.at;
  const token = readToken(cursor);
  return { timestampMs: readSeconds(token) ?? fail(cursor, 'bad-timestamp', { timestamp: token }, start) };
}

function readExemplar(cursor: Cursor, metric: string): Exemplar {
  cursor.at += 1;
  if (!cursor.text.startsWith('# {', cursor.at)) fail(cursor, 'bad-exemplar', { found: rest(cursor) });
  cursor.at += 2;
  const { labels } = readLabelSet(cursor, undefined, true);
  const value = readValue(cursor, metric);
  const time = readTime(cursor);
  failTrailingSpace(cursor);
  if (!atEnd(cursor)) fail(cursor, 'after-sample', { found: rest(cursor).trimStart() });
  return { labels, value, ...time };
}
