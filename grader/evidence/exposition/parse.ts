import { atEnd, type Cursor, Fault, fail, peek, skipBlanks } from './cursor.ts';
import { addSample, type Draft, finishedFamilies } from './draft.ts';
import type { Exposition, ExpositionError, Format } from './exposition.ts';
import { checkHistograms } from './histogram.ts';
import { readOpenMetricsComment, readTextComment } from './metadata.ts';
import { readSample } from './sample.ts';

const EOF = '# EOF';

/**
 * Reads what an app answered to a scrape. It never throws: the first error is part of the result, beside all that stands
 * before it. An exposition without an error is one that Prometheus 3 stores and that `promtool check metrics` can read, but for
 * quoted names, which that command refuses and Prometheus does not. What is refused beyond that is what makes a query lie
 * (a series twice, a histogram that is none), and what OpenMetrics forbids of families.
 * @param options.maxSeries reading ends before a series that would be one more
 * @see https://prometheus.io/docs/instrumenting/exposition_formats/
 * @see https://prometheus.io/docs/specs/om/open_metrics_spec/
 */
export function parseExposition(text: string, options: { format: Format; maxSeries: number }): Exposition {
  const { format, maxSeries } = options;
  const draft: Draft = { format, families: new Map(), series: new Map(), current: undefined };
  let truncated = false;
  let error: ExpositionError | undefined;
  try {
    truncated = readLines(text, draft, maxSeries) === 'truncated';
    if (!truncated) checkHistograms(draft);
  } catch (fault) {
    if (!(fault instanceof Fault)) throw fault;
    error = fault.error;
  }
  const families = finishedFamilies(draft);
  return { families, series: draft.series.size, ...(error === undefined ? {} : { error }), truncated };
}

function readLines(text: string, draft: Draft, maxSeries: number): 'read' | 'truncated' {
  const { format } = draft;
  const nul = text.indexOf('\0');
  let number = 0;
  for (let start = 0; start < text.length;) {
    const newline = text.indexOf('\n', start);
    const end = newline === -1 ? text.length : newline;
    const cursor: Cursor = { text: text.slice(start, end), line: (number += 1), format, at: 0 };
    // Prometheus takes it for the end of the whole text, and drops the rest without a word.
    if (nul >= start && nul < end) fail(cursor, 'nul', {}, nul - start);
    if (format === 'openmetrics' && cursor.text.startsWith(EOF)) return readEof(cursor, text.slice(end + 1));
    const isSample = skipToSample(cursor, draft);
    if (isSample && draft.series.size >= maxSeries) return 'truncated';
    if (isSample) addSample(draft, readSample(cursor));
    if (newline === -1 && format === 'text' && cursor.text.trim() !== '')
      fail(cursor, 'no-final-newline', {}, cursor.text.length);
    start = end + 1;
  }
  return format === 'text' ? 'read' : fail({ line: number + 1, at: 0 }, 'no-eof');
}

/** Reads a line that is no sample; where it is one, goes to its start. */
function skipToSample(cursor: Cursor, draft: Draft): boolean {
  const { format, text, line } = cursor;
  if (format === 'text') skipBlanks(cursor);
  const next = peek(cursor);
  if (next !== '#' && text.endsWith('\r')) fail(cursor, 'carriage-return', {}, text.length - 1);
  if (next === '<' && draft.families.size === 0) fail(cursor, 'html');
  if (next === '#') {
    if (format === 'text') readTextComment(cursor, draft);
    else readOpenMetricsComment(cursor, draft);
    return false;
  }
  if (format === 'openmetrics') {
    if (next === '') fail({ line, at: 0 }, 'empty-line');
    if (next === ' ' || next === '\t') fail(cursor, 'extra-space');
  }
  return !atEnd(cursor);
}

/** Nothing may stand after the end, but for one line feed. */
function readEof(cursor: Cursor, after: string): 'read' {
  const { text, line } = cursor;
  if (text === `${EOF}\r`) fail(cursor, 'carriage-return', {}, EOF.length);
  if (text !== EOF) fail(cursor, 'after-eof', {}, EOF.length);
  return after === '' ? 'read' : fail({ line: line + 1, at: 0 }, 'after-eof');
}
