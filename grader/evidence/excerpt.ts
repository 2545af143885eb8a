import type { Pointer } from './evidence.ts';

const WIDTH = 240;
const LEAD = 60;

/** Characters that would act on a terminal, or end a line in some reader, rather than show. */
const UNPRINTABLE = /[\p{Cc}\p{Cf}\p{Zl}\p{Zp}\u{FFFD}]/gu;

/** Text as it can be shown safely: control characters, bidirectional marks and line separators as escapes. */
export function printable(text: string): string {
  return text.replace(UNPRINTABLE, escapeOne);
}

function escapeOne(character: string): string {
  const code = character.codePointAt(0) ?? 0;
  if (code < 0x100) return `\\x${code.toString(16).padStart(2, '0')}`;
  return `\\u${code.toString(16).padStart(4, '0')}`;
}

/**
 * Cuts what can be shown out of a line of any length: at most about 240 characters around the part that matters.
 * @param from where that part starts, in characters of `text`
 * @param length how long it is
 */
export function excerptOf(text: string, from = 0, length = 0): Pick<Pointer, 'excerpt' | 'mark' | 'column'> {
  const start = Math.max(0, Math.min(from - LEAD, text.length - WIDTH));
  const end = Math.min(text.length, start + WIDTH);
  const before = (start > 0 ? '…' : '') + printable(text.slice(start, from));
  const marked = printable(text.slice(from, Math.min(from + length, end)));
  const after = printable(text.slice(Math.min(from + length, end), end)) + (end < text.length ? '…' : '');
  return {
    excerpt: before + marked + after,
    column: from + 1,
    ...(marked === '' ? {} : { mark: { start: before.length, length: marked.length } }),
  };
}
