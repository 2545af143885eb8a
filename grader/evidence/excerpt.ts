import type { Pointer } from './evidence.ts';

const WIDTH = 240;
const LEAD = 60;

/** Characters that would act on a terminal, or end a line in some reader, rather than show. */
const UNPRINTABLE = /[\p{Cc}\p{Cf}\p{Cs}\p{Zl}\p{Zp}\u{FFFD}]/gu;

/** Text as it can be shown safely: control characters, bidirectional marks, line separators and halves of characters as escapes. */
export function printable(text: string): string {
  return text.replace(UNPRINTABLE, escapeOne);
}

function escapeOne(character: string): string {
  const code = character.codePointAt(0) ?? 0;
  if (code < 0x100) return `\\x${code.toString(16).padStart(2, '0')}`;
  const hex = code.toString(16);
  return code > 0xffff ? `\\u{${hex}}` : `\\u${hex.padStart(4, '0')}`;
}

/** The nearest place at or before `at` that does not stand between the two halves of one character. */
function boundary(text: string, at: number): number {
  const isLow = /^[\uDC00-\uDFFF]/.test(text.slice(at, at + 1));
  const afterHigh = /[\uD800-\uDBFF]$/.test(text.slice(Math.max(0, at - 1), at));
  return isLow && afterHigh ? at - 1 : at;
}

/** The first `length` characters of a text, one fewer where that would cut a character in two. */
export function cutText(text: string, length: number): string {
  return text.slice(0, boundary(text, length));
}

/**
 * Cuts what can be shown out of a line of any length: at most about 240 characters around the part that matters.
 * @param from where that part starts, in characters of `text`
 * @param length how long it is
 */
export function excerptOf(text: string, from = 0, length = 0): Pick<Pointer, 'excerpt' | 'mark' | 'column'> {
  const start = boundary(text, Math.max(0, Math.min(from - LEAD, text.length - WIDTH)));
  const end = boundary(text, Math.min(text.length, start + WIDTH));
  const before = (start > 0 ? '…' : '') + printable(text.slice(start, from));
  const marked = printable(text.slice(from, Math.min(from + length, end)));
  const after = printable(text.slice(Math.min(from + length, end), end)) + (end < text.length ? '…' : '');
  return {
    excerpt: before + marked + after,
    column: from + 1,
    ...(marked === '' ? {} : { mark: { start: before.length, length: marked.length } }),
  };
}
