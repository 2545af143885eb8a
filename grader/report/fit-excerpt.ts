import stringWidth from 'string-width';

/** An excerpt as it fits on one line of a terminal; `from` and `length` are columns, 0 where nothing is marked. */
export interface FittedExcerpt {
  text: string;
  from: number;
  length: number;
}

const ELLIPSIS = '…';

/** Cuts an excerpt to `width` columns so that its mark stays in sight, a third of the line before it. */
export function fitExcerpt(
  excerpt: string,
  width: number,
  mark: { start: number; length: number } = { start: 0, length: 0 },
): FittedExcerpt {
  const segments = [...new Intl.Segmenter().segment(excerpt)].map(({ segment, index }) => ({
    segment,
    index,
    columns: stringWidth(segment),
  }));
  const isMarked = (index: number): boolean => index >= mark.start && index < mark.start + mark.length;
  const visible = stringWidth(excerpt) <= width ? segments : segments.slice(firstVisible(segments, mark, width));
  const cut = visible.length < segments.length;

  let text = cut ? ELLIPSIS : '';
  let columns = cut ? 1 : 0;
  let from = 0;
  let length = 0;
  for (const [position, part] of visible.entries()) {
    const isLast = position === visible.length - 1;
    if (columns + part.columns > (isLast ? width : width - 1)) {
      text += ELLIPSIS;
      break;
    }
    if (isMarked(part.index)) {
      if (length === 0) from = columns;
      length += part.columns;
    }
    text += part.segment;
    columns += part.columns;
  }
  return { text, from, length };
}

interface Segment {
  index: number;
  columns: number;
}

function firstVisible(
  segments: readonly Segment[],
  { start, length }: { start: number; length: number },
  width: number,
): number {
  const marked = segments.filter(({ index }) => index >= start && index < start + length);
  const markColumns = marked.reduce((sum, { columns }) => sum + columns, 0);
  // An ellipsis on either side; a mark that leaves no room for more has none before it.
  const lead = Math.max(0, Math.min(Math.floor(width / 3), width - 2 - markColumns));
  let first = segments.findIndex(({ index }) => index >= start);
  let columns = 0;
  while (first > 0 && columns + (segments[first - 1]?.columns ?? 0) <= lead) {
    first -= 1;
    columns += segments[first]?.columns ?? 0;
  }
  return Math.max(0, first);
}
