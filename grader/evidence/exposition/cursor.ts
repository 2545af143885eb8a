import { cutText } from '../excerpt.ts';
import type { ExpositionError, Format } from './exposition.ts';

/** A hostile line may be megabytes long, and a parameter ends up in a sentence. */
const MAX_PARAMETER = 80;

const TAB = 0x09;
const SPACE = 0x20;
const QUOTE = 0x22;
const BACKSLASH = 0x5c;

const ESCAPES: ReadonlyMap<number, number> = new Map([
  [BACKSLASH, BACKSLASH],
  [QUOTE, QUOTE],
  [0x6e, 0x0a],
]);

/** How far a line is read. */
export interface Cursor {
  readonly text: string;
  /** From 1. */
  readonly line: number;
  readonly format: Format;
  /** The next character to read, from 0. */
  at: number;
}

/** Ends the reading. It never leaves this folder: for its caller an error is data. */
export class Fault extends Error {
  readonly error: ExpositionError;

  constructor(error: ExpositionError) {
    super(error.code);
    this.error = error;
  }
}

/** Ends the reading with an error that stands at `at` in the line, from 0. */
export function fail(
  place: { readonly line: number; readonly at: number },
  code: string,
  params: Readonly<Record<string, string | number>> = {},
  at = place.at,
): never {
  const short = Object.entries(params).map(([key, value]) => [
    key,
    typeof value === 'string' && value.length > MAX_PARAMETER ? `${cutText(value, MAX_PARAMETER)}…` : value,
  ]);
  const { line } = place;
  throw new Fault({ code, line, column: at + 1, params: Object.fromEntries(short) as ExpositionError['params'] });
}

export function atEnd(cursor: Cursor): boolean {
  return cursor.at >= cursor.text.length;
}

/** The next character, whole even where it is two UTF-16 ones; empty at the end of the line. */
export function peek(cursor: Cursor): string {
  const point = cursor.text.codePointAt(cursor.at);
  return point === undefined ? '' : String.fromCodePoint(point);
}

export function atBlank(cursor: Cursor): boolean {
  const code = cursor.text.charCodeAt(cursor.at);
  return code === SPACE || code === TAB;
}

/** Goes past spaces and tabs. */
export function skipBlanks(cursor: Cursor): void {
  while (atBlank(cursor)) cursor.at += 1;
}

/** Goes past the blanks that the text format allows between any two things, and OpenMetrics nowhere. */
export function skipGap(cursor: Cursor): void {
  if (cursor.format === 'openmetrics' && atBlank(cursor)) fail(cursor, 'extra-space');
  skipBlanks(cursor);
}

/** Reads up to the next blank. In OpenMetrics a tab is none. */
export function readToken(cursor: Cursor): string {
  const start = cursor.at;
  while (!atEnd(cursor)) {
    const code = cursor.text.charCodeAt(cursor.at);
    if (code === SPACE || (code === TAB && cursor.format === 'text')) break;
    cursor.at += 1;
  }
  return cursor.text.slice(start, cursor.at);
}

/** Reads an unquoted name; empty where none begins. Colons are for metrics only. */
export function readPlainName(cursor: Cursor, colons: boolean): string {
  const start = cursor.at;
  while (isNameCode(cursor.text.charCodeAt(cursor.at), cursor.at > start, colons)) cursor.at += 1;
  return cursor.text.slice(start, cursor.at);
}

function isNameCode(code: number, digits: boolean, colons: boolean): boolean {
  if (code >= 0x61 && code <= 0x7a) return true;
  if ((code >= 0x41 && code <= 0x5a) || code === 0x5f) return true;
  if (code >= 0x30 && code <= 0x39) return digits;
  return code === 0x3a && colons;
}

/**
 * Reads what stands between two quotes, the first of which is next, and resolves its escapes.
 * An unknown escape is an error in the text format; OpenMetrics leaves it as it is.
 */
export function readQuoted(cursor: Cursor): string {
  const { text, at: start } = cursor;
  for (let at = start + 1; at < text.length; at += 1) {
    const code = text.charCodeAt(at);
    if (code === BACKSLASH) at += 1;
    else if (code === QUOTE) {
      cursor.at = at + 1;
      return unescape(cursor, start + 1, at);
    }
  }
  return fail(cursor, 'unterminated-quote');
}

/** Reads what is left of the line and resolves its escapes, as in a help text. */
export function readRest(cursor: Cursor): string {
  const start = cursor.at;
  cursor.at = cursor.text.length;
  return unescape(cursor, start, cursor.at);
}

function unescape(cursor: Cursor, start: number, end: number): string {
  const { text, format } = cursor;
  const plain = text.slice(start, end);
  if (!plain.includes('\\')) return plain;
  // Code by code: parts of a string would be millions of objects for a line of nothing but escapes.
  const codes = new Uint16Array(end - start);
  let length = 0;
  for (let at = start; at < end; at += 1) {
    const code = text.charCodeAt(at);
    const next = text.charCodeAt(at + 1);
    const resolved = code === BACKSLASH && at + 1 < end ? ESCAPES.get(next) : undefined;
    if (code === BACKSLASH && resolved === undefined && format === 'text')
      fail(cursor, 'bad-escape', { escape: `\\${peek({ ...cursor, at: at + 1 })}` }, at);
    codes[length] = resolved ?? code;
    length += 1;
    if (resolved !== undefined) at += 1;
  }
  return Buffer.from(codes.buffer, 0, length * codes.BYTES_PER_ELEMENT).toString('utf16le');
}
