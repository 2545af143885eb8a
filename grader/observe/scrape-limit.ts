import type { Scrape, Trouble } from '../evidence/evidence.ts';
import { parseExposition } from '../evidence/exposition/parse.ts';
import { labelWithMostValues } from '../evidence/exposition/series.ts';

/** Enough of the series to see which label has so many values. */
const SERIES = 20_000;

/** Says of a scrape that was larger than `bytes` which label made it so, where that can be read. */
export function scrapeLimit({ body }: Scrape, bytes: number): Trouble {
  const megabytes = bytes / 1024 / 1024;
  const { families } = parseExposition(Buffer.from(body).toString('utf8'), { format: 'text', maxSeries: SERIES });
  const guilty = labelWithMostValues([...families.values()].flatMap(({ samples }) => samples));
  return guilty === undefined
    ? { code: 'scrape-limit', params: { megabytes } }
    : { code: 'scrape-series-limit', params: { megabytes, ...guilty } };
}
