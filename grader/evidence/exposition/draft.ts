import { fail } from './cursor.ts';
import type { Family, Format, MetricType, Sample } from './exposition.ts';
import { readNumber } from './number.ts';
import { seriesKey } from './series.ts';

/** A family while its lines are still being read. */
export interface DraftFamily {
  /** As it is declared. */
  readonly declared: string;
  readonly line: number;
  readonly samples: Sample[];
  type: MetricType;
  typeLine?: number;
  help?: { readonly text: string; readonly line: number };
  unit?: { readonly text: string; readonly line: number };
}

/** An exposition while it is being read. */
export interface Draft {
  readonly format: Format;
  /** By the name under which they are declared. */
  readonly families: Map<string, DraftFamily>;
  /** By canonical name; the line where each stands. */
  readonly series: Map<string, number>;
  /** The family of the last sample. */
  current: DraftFamily | undefined;
}

/** What a family's samples may be called besides its own name. */
const SUFFIXES: Record<Format, Partial<Record<MetricType, readonly string[]>>> = {
  text: { histogram: ['_bucket', '_sum', '_count'], summary: ['_sum', '_count'] },
  openmetrics: {
    counter: ['_total', '_created'],
    histogram: ['_bucket', '_sum', '_count', '_created'],
    summary: ['_sum', '_count', '_created'],
    info: ['_info'],
    gaugehistogram: ['_bucket', '_gsum', '_gcount'],
  },
};

/** The suffix that OpenMetrics leaves out of the family's name, and the text format does not. */
const STORED_SUFFIXES: Partial<Record<MetricType, string>> = { counter: '_total', info: '_info' };

/** The family with this name, or the declared one to which a sample of this name belongs; a new one where there is none. */
export function familyOf(draft: Draft, name: string, line: number): DraftFamily {
  const exact = draft.families.get(name);
  if (exact !== undefined) return exact;
  const from = name.lastIndexOf('_');
  const owner = from > 0 ? draft.families.get(name.slice(0, from)) : undefined;
  if (owner !== undefined && SUFFIXES[draft.format][owner.type]?.includes(name.slice(from)) === true) return owner;
  const family: DraftFamily = { declared: name, line, samples: [], type: 'unknown' };
  draft.families.set(name, family);
  return family;
}

/** The name under which Prometheus stores a family's samples, as far as they share one. */
function storedName({ families, format }: Draft, { declared, type, samples }: DraftFamily): string {
  const suffix = format === 'openmetrics' ? STORED_SUFFIXES[type] : undefined;
  if (suffix === undefined || declared.endsWith(suffix) || families.has(declared + suffix)) return declared;
  // Prometheus takes a counter without `_total` too, and stores it as it is called.
  return samples.some(({ name }) => name === declared) ? declared : declared + suffix;
}

/** Gives a family its sample, unless the same series has one already or the sample has no place in its family. */
export function addSample(draft: Draft, sample: Sample): void {
  const { name, labels, line } = sample;
  const place = { line, at: 0 };
  const series = seriesKey(name, labels);
  const first = draft.series.get(series);
  if (first !== undefined) fail(place, 'duplicate-series', { series, first });
  const family = familyOf(draft, name, line);
  failBound(family, sample);
  if (draft.format === 'openmetrics' && family !== draft.current && family.samples[0] !== undefined)
    fail(place, 'interleaved', { metric: family.declared, first: family.samples[0].line });
  draft.series.set(series, line);
  draft.current = family;
  family.samples.push(sample);
}

/** A bucket needs its bound, and a bound is a number. */
function failBound({ declared, type }: DraftFamily, { name, labels, line }: Sample): void {
  const place = { line, at: 0 };
  const isHistogram = type === 'histogram' || type === 'gaugehistogram';
  if (!isHistogram && type !== 'summary') return;
  const label = isHistogram ? 'le' : 'quantile';
  const value = labels[label];
  if (value === undefined) {
    if (isHistogram && name === `${declared}_bucket`) fail(place, 'no-le', { metric: declared });
    return;
  }
  const bound = readNumber(value);
  if (bound === undefined || Number.isNaN(bound)) fail(place, 'bad-bound', { metric: declared, label, value });
}

/** The families as checks see them. */
export function finishedFamilies(draft: Draft): Map<string, Family> {
  const families = new Map<string, Family>();
  for (const family of draft.families.values()) {
    const { type, typeLine, help, unit, line, samples } = family;
    const name = storedName(draft, family);
    families.set(name, {
      name,
      type,
      typeDeclared: typeLine !== undefined,
      ...(help === undefined ? {} : { help: help.text }),
      ...(unit === undefined ? {} : { unit: unit.text }),
      line,
      samples,
    });
  }
  return families;
}
