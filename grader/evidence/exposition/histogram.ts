import { fail } from './cursor.ts';
import type { Draft, DraftFamily } from './draft.ts';
import type { Sample } from './exposition.ts';
import { readNumber } from './number.ts';
import { seriesKey } from './series.ts';

/** The samples of one histogram: those of its family that differ in nothing but `le`. */
interface Histogram {
  readonly metric: string;
  readonly series: string;
  readonly first: Sample;
  readonly buckets: { readonly bound: number; readonly sample: Sample }[];
  count?: Sample;
}

interface Problem {
  readonly line: number;
  readonly code: string;
  readonly params: Readonly<Record<string, string | number>>;
}

/** Fails at the first line that belongs to a histogram that cannot be one. Prometheus would store it, and every quantile of it would lie. */
export function checkHistograms(draft: Draft): void {
  const problems = [...draft.families.values()].flatMap((family) =>
    family.type === 'histogram' || family.type === 'gaugehistogram' ? histogramsOf(family).flatMap(problemOf) : [],
  );
  const [first] = problems.toSorted((a, b) => a.line - b.line);
  if (first !== undefined) fail({ line: first.line, at: 0 }, first.code, first.params);
}

function histogramsOf({ declared, type, samples }: DraftFamily): Histogram[] {
  const histograms = new Map<string, Histogram>();
  const countName = declared + (type === 'histogram' ? '_count' : '_gcount');
  for (const sample of samples) {
    const { le, ...labels } = sample.labels;
    const series = seriesKey(declared, labels);
    const histogram = histograms.get(series) ?? { metric: declared, series, first: sample, buckets: [] };
    histograms.set(series, histogram);
    if (sample.name === countName) histogram.count = sample;
    if (sample.name === `${declared}_bucket`) histogram.buckets.push({ bound: readNumber(le ?? '') ?? NaN, sample });
  }
  return [...histograms.values()];
}

/** What is wrong with a histogram; of several things the one that explains the others. */
function problemOf({ metric, series, first, buckets, count }: Histogram): Problem[] {
  const sorted = buckets.toSorted((a, b) => a.bound - b.bound || a.sample.line - b.sample.line);
  const last = sorted.at(-1);
  if (last?.bound !== Infinity) return [{ line: first.line, code: 'no-inf-bucket', params: { metric, series } }];
  let below = 0;
  for (const [index, { bound, sample }] of sorted.entries()) {
    const { line, value } = sample;
    const previous = sorted[index - 1];
    const params = { metric, series, le: sample.labels['le'] ?? '' };
    if (previous?.bound === bound)
      return [{ line, code: 'duplicate-bucket', params: { ...params, first: previous.sample.line } }];
    if (!(value >= below))
      return [{ line, code: 'not-cumulative', params: { ...params, count: String(value), below: String(below) } }];
    below = value;
  }
  if (count === undefined || count.value === below) return [];
  const params = { metric, series, count: String(count.value), bucket: String(below) };
  return [{ line: count.line, code: 'count-mismatch', params }];
}
