import { promisify } from 'node:util';
import { gunzip } from 'node:zlib';
import { headerOf, type Scrape } from '../evidence/evidence.ts';
import { sendForBytes } from './http.ts';
import type { Limits } from './limits.ts';

/** What Prometheus 3 says it accepts when it scrapes. */
const ACCEPT =
  'application/openmetrics-text;version=1.0.0;escaping=allow-utf-8;q=0.6,application/openmetrics-text;version=0.0.1;q=0.5,' +
  'text/plain;version=1.0.0;escaping=allow-utf-8;q=0.4,text/plain;version=0.0.4;q=0.3,*/*;q=0.2';

/** One scrape, without the place that the run's traffic gives it. */
export type ScrapeResult = Pick<Scrape, 'outcome' | 'error' | 'status' | 'contentType' | 'body'> & {
  /** Whether there was more of it, decoded, than is kept. */
  exceeded: boolean;
};

const unzip = promisify(gunzip);

/** Scrapes `GET /metrics` as Prometheus does, on a connection of its own. Never throws: what goes wrong is part of the result. */
export async function scrape(port: number, limits: Limits): Promise<ScrapeResult> {
  const { bytes, cut, responseHeaders, outcome, error, status } = await sendForBytes({
    port,
    method: 'GET',
    path: '/metrics',
    headers: [
      ['Accept', ACCEPT],
      ['Accept-Encoding', 'gzip'],
      ['User-Agent', 'Prometheus/3.13.1'],
      ['Connection', 'close'],
    ],
    body: null,
    agent: false,
    deadlineMs: limits.exchangeMs,
    bodyBytes: limits.scrapeBytes,
  });
  const result = { outcome, error, status, contentType: headerOf(responseHeaders, 'content-type') ?? null };
  if (headerOf(responseHeaders, 'content-encoding') !== 'gzip' || cut) return { ...result, body: bytes, exceeded: cut };
  try {
    return { ...result, body: await unzip(bytes, { maxOutputLength: limits.scrapeBytes }), exceeded: false };
  } catch (failure) {
    const { code } = failure as NodeJS.ErrnoException;
    if (code === 'ERR_BUFFER_TOO_LARGE') return { ...result, body: Buffer.alloc(0), exceeded: true };
    return { ...result, outcome: 'failed', error: code ?? String(failure), body: Buffer.alloc(0), exceeded: false };
  }
}
