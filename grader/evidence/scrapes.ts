import type { Evidence, Pointer, Scrape } from './evidence.ts';
import { excerptOf } from './excerpt.ts';
import type { Exposition, Family, Labels, Sample } from './exposition/exposition.ts';
import { formatOf } from './exposition/format.ts';
import { parseExposition } from './exposition/parse.ts';
import { seriesKey } from './exposition/series.ts';

/** A scrape and what stands in it. */
export interface ReadScrape {
  scrape: Scrape;
  run: string;
  exposition: Exposition;
}

/** More series than this in one scrape are not read: in what is kept of one there is hardly room for as many. */
const MAX_SERIES = 100_000;

const known = new WeakMap<Scrape, ReadScrape>();

/** All scrapes of a run, in order, read once. */
export function scrapesOf(evidence: Pick<Evidence, 'runs'>, run: string): ReadScrape[] {
  return (evidence.runs[run]?.scrapes ?? []).map((scrape) => {
    let read = known.get(scrape);
    if (read === undefined) {
      read = { scrape, run, exposition: readExposition(scrape) };
      known.set(scrape, read);
    }
    return read;
  });
}

function readExposition({ body, contentType }: Scrape): Exposition {
  try {
    // Prometheus refuses what is no UTF-8, and a byte order mark.
    const text = new TextDecoder('utf-8', { fatal: true, ignoreBOM: true }).decode(body);
    const format = formatOf(contentType ?? undefined) ?? 'text';
    return parseExposition(text, { format, maxSeries: MAX_SERIES });
  } catch {
    const error = { code: 'invalid-utf8', line: 1, column: 1, params: {} };
    return { families: new Map(), series: 0, error, truncated: false };
  }
}

/** One scrape of a run; undefined when the run did not come so far. */
export function scrapeNamed(evidence: Evidence, run: string, name: string): ReadScrape | undefined {
  return scrapesOf(evidence, run).find(({ scrape }) => scrape.name === name);
}

/** A family by its name, in the last scrape of the run that has it. */
export function familyIn(evidence: Evidence, run: string, name: string): Family | undefined {
  return scrapesOf(evidence, run)
    .findLast(({ exposition }) => exposition.families.get(name) !== undefined)
    ?.exposition.families.get(name);
}

/** What one series did between two scrapes; one that was not there before came from 0. */
export interface Movement {
  labels: Labels;
  by: number;
  /** As it stands in the later scrape. */
  sample: Sample;
}

/** How the samples of one name moved between two scrapes, series by series; those that stood still are among them. */
export function movementsOf(before: ReadScrape, after: ReadScrape, family: string, sample = family): Movement[] {
  const earlier = new Map(samplesOf(before, family, sample).map((one) => [seriesKey(one.name, one.labels), one.value]));
  return samplesOf(after, family, sample).map((one) => ({
    labels: one.labels,
    by: one.value - (earlier.get(seriesKey(one.name, one.labels)) ?? 0),
    sample: one,
  }));
}

/** The samples of one name in a family, such as its `_sum`. */
export function samplesOf({ exposition }: ReadScrape, family: string, sample = family): readonly Sample[] {
  return (exposition.families.get(family)?.samples ?? []).filter(({ name }) => name === sample);
}

/** Adds values up by what `group` calls them; those it calls undefined are left out. */
export function sumBy<T>(
  items: readonly T[],
  group: (item: T) => string | undefined,
  value: (item: T) => number,
): Map<string, number> {
  const sums = new Map<string, number>();
  for (const item of items) {
    const name = group(item);
    if (name !== undefined) sums.set(name, (sums.get(name) ?? 0) + value(item));
  }
  return sums;
}

/** Points at a line of a scrape. */
export function pointAtLine({ scrape, run }: ReadScrape, line: number, text: string, from = 0, length = 0): Pointer {
  return {
    channel: 'metrics',
    run,
    service: scrape.service,
    scrape: scrape.name,
    line,
    ...excerptOf(text, from, length),
  };
}

/** Points at a sample. Nothing in it is marked: the series says most, and the value stands beside what was expected. */
export function pointAtSample(read: ReadScrape, { text, line }: Sample): Pointer {
  return pointAtLine(read, line, text);
}

/** Points at a scrape as a whole: what was asked and answered. */
export function pointAtScrape({ scrape, run }: ReadScrape): Pointer {
  const answer = scrape.outcome === 'answered' ? `${scrape.status} ${scrape.contentType ?? ''}` : (scrape.error ?? '–');
  return { channel: 'metrics', run, service: scrape.service, scrape: scrape.name, excerpt: `GET /metrics → ${answer}` };
}
