import type { Scrape, Trouble } from '../evidence/evidence.ts';

/** Says of a scrape that was too large how large it may be. */
export function scrapeLimit(_scrape: Scrape, bytes: number): Trouble {
  return { code: 'scrape-limit', params: { megabytes: bytes / 1024 / 1024 } };
}
