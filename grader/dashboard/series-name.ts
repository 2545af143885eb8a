import { CELL } from './transform.ts';
import type { Panel, Target } from './model.ts';

/** What Grafana calls a series: by the target's legend, the panel's display name, or its labels. */
export function seriesName(
  labels: Readonly<Record<string, string>>,
  { target, panel, query, alone }: { target: Target; panel: Panel; query: string; alone: boolean },
): string {
  const own = fromLegend(labels, { target, query, alone });
  if (panel.displayName === '') return own;
  return panel.displayName.replaceAll(/\$\{__(?:field|series)(?:\.labels)?\.([\w-]+)\}/g, (_, word: string) =>
    word === 'name' || word === 'displayName' ? own : (labels[word] ?? ''),
  );
}

function fromLegend(
  labels: Readonly<Record<string, string>>,
  { target, query, alone }: { target: Target; query: string; alone: boolean },
): string {
  const pairs = Object.entries(labels).filter(([name]) => name !== '__name__');
  // A row of a table is known by its cells.
  if (target.format === 'table') return pairs.map(([name, value]) => `${name}=${value}`).join(CELL);
  if (target.legendFormat === '' || target.legendFormat === '__auto') {
    const [[, only] = [], ...others] = pairs;
    if (only === undefined) return query;
    if (target.legendFormat === '__auto' && others.length === 0 && !alone) return only;
    return `${labels['__name__'] ?? ''}{${pairs.map(([name, value]) => `${name}="${value}"`).join(', ')}}`;
  }
  return target.legendFormat.replaceAll(/\{\{\s*(.+?)\s*\}\}/g, (_, label: string) => labels[label] ?? '');
}
