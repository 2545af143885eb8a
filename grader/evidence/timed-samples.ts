import { seriesKey } from './exposition/series.ts';
import type { ReadScrape } from './scrapes.ts';

/** A name that every Prometheus can store; 2.x knows no others. */
const CLASSIC = /^[a-zA-Z_:][a-zA-Z0-9_:]*$/;

/**
 * Scrapes as the samples that Prometheus would have stored, had it made each of them at the time given for it.
 * A scrape that it could not have read gives none.
 * @param scrapes each with its time in epoch seconds, in order
 * @param target the labels that Prometheus adds, such as `job` and `instance`
 * @returns OpenMetrics text
 */
export function timedSamples(
  scrapes: readonly { read: ReadScrape; at: number }[],
  target: Record<string, string>,
): string {
  const series = new Map<string, string[]>();
  for (const { read, at } of scrapes) {
    if (read.exposition.error !== undefined) continue;
    for (const { samples } of read.exposition.families.values())
      for (const { name, labels, value } of samples) {
        if (!CLASSIC.test(name) || !Object.keys(labels).every((label) => CLASSIC.test(label))) continue;
        const key = seriesKey(name, { ...labels, ...target });
        const lines = series.get(key) ?? [];
        lines.push(`${key} ${written(value)} ${at}`);
        series.set(key, lines);
      }
  }
  return `${[...series.values()].flat().join('\n')}\n# EOF\n`;
}

function written(value: number): string {
  if (Number.isNaN(value)) return 'NaN';
  if (Number.isFinite(value)) return String(value);
  return value > 0 ? '+Inf' : '-Inf';
}
