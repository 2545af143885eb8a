import { createServer, type RequestListener } from 'node:http';
import type { AddressInfo } from 'node:net';
import { gzipSync } from 'node:zlib';
import { expect, onTestFinished, test } from 'vitest';
import type { Scrape } from '../evidence/evidence.ts';
import { DEFAULT_LIMITS, type Limits } from './limits.ts';
import { scrapeLimit } from './scrape-limit.ts';
import { scrape } from './scrape.ts';

const TEXT = 'text/plain; version=0.0.4';

async function scrapeFrom(listener: RequestListener, limits: Partial<Limits> = {}) {
  const server = createServer(listener);
  await new Promise<void>((resolve) => {
    server.listen(0, '127.0.0.1', resolve);
  });
  onTestFinished(() => {
    server.closeAllConnections();
    server.close();
  });
  const { port } = server.address() as AddressInfo;
  const { body, ...result } = await scrape(port, { ...DEFAULT_LIMITS, ...limits });
  return { ...result, text: Buffer.from(body).toString('utf8') };
}

const GOOD = { outcome: 'answered', error: null, status: 200, contentType: TEXT, exceeded: false };

test('a scrape asks as Prometheus does', async () => {
  const asked = await scrapeFrom((req, res) => {
    const { accept, connection } = req.headers;
    res.end(`${req.method} ${req.url} ${accept?.split(';')[0]} ${req.headers['accept-encoding']} ${connection}`);
  });
  expect(asked).toMatchObject({
    text: 'GET /metrics application/openmetrics-text gzip close',
    contentType: null,
  });
});

test('what comes compressed is given decoded', async () => {
  const answer =
    (body: Buffer | string, encoding?: string): RequestListener =>
    (_req, res) => {
      res.setHeader('Content-Type', TEXT);
      if (encoding !== undefined) res.setHeader('Content-Encoding', encoding);
      res.end(body);
    };
  expect(await scrapeFrom(answer('up 1\n'))).toEqual({ ...GOOD, text: 'up 1\n' });
  expect(await scrapeFrom(answer(gzipSync('up 1\n'), 'gzip'))).toEqual({ ...GOOD, text: 'up 1\n' });
});

test.for<[what: string, body: Buffer]>([
  ['cut off', gzipSync('up 1\n'.repeat(100)).subarray(0, 20)],
  ['none at all', Buffer.from('up 1\n')],
])('a compression that is %s is a failed answer', async ([, body]) => {
  const result = await scrapeFrom((_req, res) => res.setHeader('Content-Encoding', 'gzip').end(body));
  expect(result).toMatchObject({ outcome: 'failed', error: expect.stringMatching(/^Z_/) as string, exceeded: false });
});

test.for<[what: string, listener: RequestListener]>([
  ['large', (_req, res) => void res.end('x'.repeat(2_000))],
  ['a compressed bomb', (_req, res) => void res.setHeader('Content-Encoding', 'gzip').end(gzipSync('x'.repeat(1e6)))],
])('what is too large is told: %s', async ([, listener]) => {
  expect(await scrapeFrom(listener, { scrapeBytes: 1_000 })).toMatchObject({ outcome: 'answered', exceeded: true });
});

test('an answer that never ends is given up', async () => {
  const result = await scrapeFrom((_req, res) => void res.write('up 1\n'), { exchangeMs: 50 });
  expect(result).toMatchObject({ outcome: 'timeout', exceeded: false });
});

test('a failure is told with its status', async () => {
  expect(await scrapeFrom((_req, res) => void res.writeHead(500).end())).toMatchObject({ status: 500, text: '' });
});

test('what made a scrape too large is named, where that can be read', () => {
  const limited = (text: string) => scrapeLimit({ body: Buffer.from(text) } as unknown as Scrape, 1024 * 1024);
  const lines = Array.from({ length: 50 }, (_, index) => `logins_total{kind="a",user="u${index}"} 1\n`).join('');
  expect(limited(lines)).toEqual({
    code: 'scrape-series-limit',
    params: { megabytes: 1, label: 'user', values: 50, example: 'u0' },
  });
  expect(limited(`${lines}logins_total{kind="a",us`)).toMatchObject({ params: { label: 'user', values: 50 } });
  expect(limited('x'.repeat(100))).toEqual({ code: 'scrape-limit', params: { megabytes: 1 } });
});
