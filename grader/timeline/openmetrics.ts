import type { Life, TimelineSeries } from './timeline.ts';

/** A stretch of time in which an instance is scraped every `interval` seconds, first `interval` after `from`. In epoch seconds. */
export interface Stretch {
  from: number;
  to: number;
  interval: number;
  /** Times without a scrape. */
  gaps?: readonly Life[];
}

/** When a stretch has its scrapes, in epoch seconds. */
export function scrapeTimes({ from, to, interval, gaps = [] }: Stretch): number[] {
  return Array.from({ length: Math.floor((to - from) / interval) }, (_, index) => from + (index + 1) * interval).filter(
    (time) => !gaps.some((gap) => time >= gap.from && time < gap.to),
  );
}

/** More digits say nothing, and make files large. */
const DIGITS = 1e8;

/** A value as it is written. */
export const written = (value: number): number => Math.round(value * DIGITS) / DIGITS;

/** The samples that scraping would have given, as OpenMetrics text with timestamps: a piece for each series, made when it is asked for. */
export function* toOpenMetrics(series: readonly TimelineSeries[], stretches: readonly Stretch[]): Generator<string> {
  const times = stretches.flatMap((stretch) => scrapeTimes(stretch));
  const families = Map.groupBy(series, ({ family }) => family);
  for (const [family, members] of families) {
    yield `# TYPE ${family} ${members[0]?.type ?? 'unknown'}\n`;
    for (const { name, labels, at } of members) {
      const pairs = Object.entries(labels).map(([label, value]) => `${label}=${JSON.stringify(value)}`);
      const head = `${name}{${pairs.join(',')}}`;
      let piece = '';
      for (const time of times) {
        const value = at(time);
        if (value !== undefined) piece += `${head} ${written(value)} ${time}\n`;
      }
      yield piece;
    }
  }
  yield '# EOF\n';
}
