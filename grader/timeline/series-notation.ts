import { scrapeTimes, written, type Stretch } from './openmetrics.ts';
import type { TimelineSeries } from './timeline.ts';

/** A series as a promtool test's `input_series` has it (https://prometheus.io/docs/prometheus/latest/configuration/unit_testing_rules/). */
export interface InputSeries {
  series: string;
  values: string;
}

/**
 * What scraping a stretch would have given, for a promtool test whose `interval` is the stretch's, or a finer one: promtool puts the
 * first value at its time 0, which is the stretch's first scrape.
 * @param options.stale whether a series that ends is marked as such, as when a whole target goes; default: it is just missing
 * @param options.every how many of the test's intervals lie between two scrapes, of which all but the first have no sample
 */
export function toInputSeries(
  series: readonly TimelineSeries[],
  stretch: Stretch,
  { stale = false, every = 1 }: { stale?: boolean; every?: number } = {},
): InputSeries[] {
  const all = scrapeTimes({ from: stretch.from, to: stretch.to, interval: stretch.interval });
  const scraped = new Set(scrapeTimes(stretch));
  return series.map(({ name, labels, at }) => {
    const pairs = Object.entries(labels).map(([label, value]) => `${label}=${JSON.stringify(value)}`);
    const values = all.map((time) => {
      const value = scraped.has(time) ? at(time) : undefined;
      return value === undefined ? undefined : written(value);
    });
    const marked = values.map((value, index): Notch =>
      value === undefined && stale && values[index - 1] !== undefined ? 'stale' : value,
    );
    const spaced = marked.flatMap((value): Notch[] => [value, ...Array.from<undefined>({ length: every - 1 })]);
    return { series: `${name}{${pairs.join(',')}}`, values: toNotation(spaced) };
  });
}

/** What stands at one interval: a value, nothing, or the mark of an end. */
type Notch = number | 'stale' | undefined;

/** Values in promtool's short hand: runs of nothing (`_x4`), of one value (`7x3`: four times), of equal steps (`0+15x3`). */
export function toNotation(values: readonly Notch[]): string {
  const words: string[] = [];
  for (let index = 0; index < values.length;) {
    const { word, length } = runAt(values, index);
    words.push(word);
    index += length;
  }
  return words.join(' ');
}

function runAt(values: readonly Notch[], index: number): { word: string; length: number } {
  const first = values[index];
  if (first === 'stale') return { word: 'stale', length: 1 };
  if (first === undefined) {
    const rest = values.slice(index).findIndex((value) => value !== undefined);
    const length = rest === -1 ? values.length - index : rest;
    return { word: length === 1 ? '_' : `_x${length}`, length };
  }
  const second = values[index + 1];
  if (typeof second !== 'number') return { word: String(first), length: 1 };
  const step = written(second - first);
  let length = 2;
  // Each value as promtool computes it, so that nothing drifts apart.
  while (values[index + length] === written(first + step * length)) length += 1;
  if (length === 2 && step !== 0) return { word: String(first), length: 1 };
  const sign = step < 0 ? '-' : '+';
  return { word: `${first}${step === 0 ? '' : `${sign}${Math.abs(step)}`}x${length - 1}`, length };
}
