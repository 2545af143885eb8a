import { type Cursor, fail, peek, readPlainName, readQuoted, readToken, skipGap } from './cursor.ts';
import type { Labels } from './exposition.ts';

interface LabelSet {
  readonly labels: Labels;
  /** The name of the metric, where it stands inside the braces, as one does that has to be quoted. */
  readonly name: string | undefined;
}

/** Reads from `{` to `}`. `metric` is the name that stands before the braces. An exemplar has none, and none inside. */
export function readLabelSet(cursor: Cursor, metric: string | undefined, isExemplar = false): LabelSet {
  const labels = Object.create(null) as Record<string, string>;
  let name: string | undefined;
  cursor.at += 1;
  skipGap(cursor);
  while (peek(cursor) !== '}') {
    const start = cursor.at;
    const isQuoted = peek(cursor) === '"';
    const key = readName(cursor);
    skipGap(cursor);
    if (isQuoted && !isExemplar && (peek(cursor) === ',' || peek(cursor) === '}')) {
      const first = name ?? metric;
      if (first !== undefined) fail(cursor, 'second-name', { name: key, metric: first }, start);
      name = key;
    } else {
      if (peek(cursor) !== '=') fail(cursor, 'no-equals', { label: key, found: peek(cursor) });
      if (key === '__name__') fail(cursor, 'reserved-label', { label: key }, start);
      if (Object.hasOwn(labels, key)) fail(cursor, 'duplicate-label', { label: key }, start);
      labels[key] = readValue(cursor, key);
    }
    if (peek(cursor) === ',') {
      cursor.at += 1;
      skipGap(cursor);
    } else if (peek(cursor) !== '}') fail(cursor, 'unclosed-labels', { found: peek(cursor) });
  }
  cursor.at += 1;
  return { labels, name };
}

function readName(cursor: Cursor): string {
  const start = cursor.at;
  const key = peek(cursor) === '"' ? readQuoted(cursor) : readPlainName(cursor, false);
  if (key !== '') return key;
  cursor.at = start;
  const [label = ''] = /^[^={},]*/.exec(readToken({ ...cursor })) ?? [];
  return fail(cursor, 'bad-label', { label, found: peek(cursor) });
}

function readValue(cursor: Cursor, label: string): string {
  cursor.at += 1;
  skipGap(cursor);
  if (peek(cursor) !== '"') fail(cursor, 'unquoted-value', { label, found: peek(cursor) });
  const value = readQuoted(cursor);
  skipGap(cursor);
  return value;
}
