import {
  atBlank,
  atEnd,
  type Cursor,
  fail,
  peek,
  readPlainName,
  readQuoted,
  readRest,
  readToken,
  skipBlanks,
} from './cursor.ts';
import { type Draft, type DraftFamily, familyOf } from './draft.ts';
import type { Format, MetricType } from './exposition.ts';

const TYPES: Record<Format, ReadonlyMap<string, MetricType>> = {
  text: new Map([
    ['counter', 'counter'],
    ['gauge', 'gauge'],
    ['histogram', 'histogram'],
    ['summary', 'summary'],
    ['untyped', 'unknown'],
  ]),
  openmetrics: new Map(
    (['counter', 'gauge', 'histogram', 'summary', 'unknown', 'info', 'stateset', 'gaugehistogram'] as const).map(
      (type) => [type, type],
    ),
  ),
};

/**
 * Reads a line of the text format that begins with `#`: most are comments. `#TYPE` without a blank is one to Prometheus, but not
 * to promtool: it counts here too, and may be all that it may be there.
 */
export function readTextComment(cursor: Cursor, draft: Draft): void {
  cursor.at += 1;
  const isGlued = !atBlank(cursor);
  skipBlanks(cursor);
  const keyword = readToken(cursor);
  if (atEnd(cursor) || (keyword !== 'HELP' && keyword !== 'TYPE')) return;
  skipBlanks(cursor);
  if (isGlued && atEnd(cursor)) return;
  const family = readFamily(cursor, draft);
  // Prometheus takes one blank before the type, and reads a second one as part of it.
  if (keyword === 'HELP' || isGlued) skipBlanks(cursor);
  else if (!atEnd(cursor)) cursor.at += 1;
  if (keyword === 'HELP') setHelp(cursor, family);
  else if (!isGlued || !atEnd(cursor)) setType(cursor, draft, family);
}

/** Reads a line of OpenMetrics that begins with `#`: every one of them means something. */
export function readOpenMetricsComment(cursor: Cursor, draft: Draft): void {
  const [keyword] = /^# (?:HELP|TYPE|UNIT) /.exec(cursor.text) ?? [];
  if (keyword === undefined) return fail(cursor, 'bad-comment');
  cursor.at += keyword.length;
  const family = readFamily(cursor, draft);
  if (peek(cursor) !== ' ') fail(cursor, 'no-text', { keyword: keyword.slice(2, -1), metric: family.declared });
  cursor.at += 1;
  if (keyword === '# HELP ') setHelp(cursor, family);
  else if (keyword === '# TYPE ') setType(cursor, draft, family);
  else setUnit(cursor, family);
}

function readFamily(cursor: Cursor, draft: Draft): DraftFamily {
  const start = cursor.at;
  const name = peek(cursor) === '"' ? readQuoted(cursor) : readPlainName(cursor, true);
  const found = peek(cursor);
  if (found === '\r') fail(cursor, 'carriage-return');
  if (name === '' || (!atEnd(cursor) && !atBlank(cursor)))
    fail(cursor, 'bad-name', { name: readToken({ ...cursor, at: start }), found });
  return familyOf(draft, name, cursor.line);
}

function setHelp(cursor: Cursor, family: DraftFamily): void {
  if (family.help !== undefined) fail(cursor, 'second-help', { metric: family.declared, first: family.help.line }, 0);
  family.help = { text: readRest(cursor), line: cursor.line };
}

function setType(cursor: Cursor, draft: Draft, family: DraftFamily): void {
  const { declared: metric, typeLine, samples } = family;
  if (typeLine !== undefined) fail(cursor, 'second-type', { metric, first: typeLine }, 0);
  const word = readWord(cursor);
  const type = TYPES[cursor.format].get(word) ?? fail(cursor, 'bad-type', { metric, type: word });
  const total =
    type === 'counter' && cursor.format === 'openmetrics' ? draft.families.get(`${metric}_total`) : undefined;
  const first = samples[0] ?? total?.samples[0];
  if (first !== undefined) fail(cursor, 'type-after-samples', { metric, first: first.line }, 0);
  family.type = type;
  family.typeLine = cursor.line;
}

function setUnit(cursor: Cursor, family: DraftFamily): void {
  const { declared: metric, unit } = family;
  const text = readWord(cursor);
  if (unit !== undefined) fail(cursor, 'second-unit', { metric, first: unit.line }, 0);
  if (text !== '' && !metric.endsWith(`_${text}`)) fail(cursor, 'bad-unit', { metric, unit: text });
  family.unit = { text, line: cursor.line };
}

/** The rest of the line, which must be one word. */
function readWord(cursor: Cursor): string {
  const { text, at } = cursor;
  if (text.endsWith('\r')) fail(cursor, 'carriage-return', {}, text.length - 1);
  return text.slice(at);
}
