import type { Target } from './model.ts';

/** Of a longer legend nobody sees the end. */
const MOST_CHARACTERS = 500;

/** What the datasource calls a series: by its target's legend, or by its labels. */
export function legendOf(
  labels: Readonly<Record<string, string>>,
  { legendFormat, query, alone }: Pick<Target, 'legendFormat'> & { query: string; alone: boolean },
): string {
  const pairs = Object.entries(labels).filter(([name]) => name !== '__name__');
  if (legendFormat === '' || legendFormat === '__auto') {
    const [[, only] = [], ...others] = pairs;
    if (only === undefined) return query.replaceAll(/\s+/g, ' ');
    if (legendFormat === '__auto' && others.length === 0 && !alone) return only;
    return `${labels['__name__'] ?? ''}{${pairs.map(([name, value]) => `${name}="${value}"`).join(', ')}}`;
  }
  return legendFormat
    .slice(0, MOST_CHARACTERS)
    .replaceAll(/\{\{\s*(.+?)\s*\}\}/g, (_, label: string) => labels[label] ?? '');
}

/** A display name, its placeholders filled in. */
export function filledIn(displayName: string, own: string, labels: Readonly<Record<string, string>>): string {
  return displayName.replaceAll(/\$\{__(?:field|series)(?:\.labels)?\.([\w-]+)\}/g, (_, word: string) =>
    word === 'name' || word === 'displayName' ? own : (labels[word] ?? ''),
  );
}
