import sparkly from 'sparkly';
import type { Evidence } from '../../evidence/evidence.ts';
import { seriesKey } from '../../evidence/exposition/series.ts';
import { samplesOf, scrapesOf } from '../../evidence/scrapes.ts';
import { timedSamples } from '../../evidence/timed-samples.ts';
import type { Exhibit, QueryData } from '../lesson.ts';
import { rounded } from './families.ts';
import { DAY, FAMILIES } from './names.ts';

/** As Prometheus would have made them: at this interval, in seconds. */
const INTERVAL = 15;
const NUMBER_WIDTH = 9;

/** Of each of the lesson's families the series that moved most in the day: by how much, how, and how many more did. */
export function movedSeries(evidence: Evidence): Exhibit[] {
  const scrapes = scrapesOf(evidence, DAY);
  const lines = Object.values(FAMILIES).flatMap((family) => {
    const values = new Map<string, (number | undefined)[]>();
    for (const [index, read] of scrapes.entries())
      for (const { name, labels, value } of samplesOf(read, family, sampleOf(read, family))) {
        const key = seriesKey(name, labels);
        const points = values.get(key) ?? scrapes.map(() => undefined);
        points[index] = value;
        values.set(key, points);
      }
    const moved = [...values]
      .map(([key, points]) => ({ key, points: points.map((value) => value ?? 0), by: spread(points) }))
      .filter(({ by }) => by > 0)
      .toSorted((a, b) => b.by - a.by);
    const [most, ...others] = moved;
    if (most === undefined) return [];
    const more = others.length === 0 ? '' : ` (+${others.length})`;
    return [
      `${rounded(most.by).slice(0, NUMBER_WIDTH).padStart(NUMBER_WIDTH)}  ${sparkly(most.points)}  ${most.key}${more}`,
    ];
  });
  return lines.length === 0 ? [] : [{ id: 'moved-series', lines }];
}

/** Of a histogram its count says most. */
function sampleOf(read: Parameters<typeof samplesOf>[0], family: string): string {
  return read.exposition.families.get(family)?.type === 'histogram' ? `${family}_count` : family;
}

function spread(points: readonly (number | undefined)[]): number {
  const values = points.map((value) => value ?? 0).filter((value) => Number.isFinite(value));
  return Math.max(...values) - Math.min(...values);
}

/** The day's scrapes, as if each had been made a scrape interval after the one before; the last when the run ended. */
export function dayAsScraped(evidence: Pick<Evidence, 'runs'>): QueryData {
  const scrapes = scrapesOf(evidence, DAY).filter(({ exposition }) => !isEmpty(exposition));
  const end = Math.floor((evidence.runs[DAY]?.endedAt ?? 0) / 1000);
  const timed = scrapes.map((read, index) => ({ read, at: end - (scrapes.length - 1 - index) * INTERVAL }));
  return {
    samples: timedSamples(timed, { job: 'shop', instance: 'shop-1' }),
    moments: timed.map(({ read, at }) => ({ name: read.scrape.name, at })),
    step: INTERVAL,
  };
}

const isEmpty = ({ families, error }: ReturnType<typeof scrapesOf>[number]['exposition']): boolean =>
  error !== undefined || families.size === 0;
