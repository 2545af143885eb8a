import { describe, expect, test } from 'vitest';
import { EMPTY_EVIDENCE, EMPTY_RUN } from './empty.ts';
import { type Evidence, type Scrape } from './evidence.ts';
import {
  familyIn,
  movementsOf,
  pointAtSample,
  pointAtScrape,
  samplesOf,
  scrapeNamed,
  scrapesOf,
  sumBy,
  type ReadScrape,
} from './scrapes.ts';
import { timedSamples } from './timed-samples.ts';

const scrape = (name: string, body: string | Uint8Array, rest: Partial<Scrape> = {}): Scrape => ({
  name,
  service: 'shop',
  outcome: 'answered',
  error: null,
  status: 200,
  contentType: 'text/plain; version=0.0.4',
  body: typeof body === 'string' ? Buffer.from(body) : body,
  sentAt: 0,
  answeredAt: 1,
  sentTick: 1,
  endedTick: 2,
  ...rest,
});

function evidenceOf(...scrapes: Scrape[]): Evidence {
  return { ...EMPTY_EVIDENCE, runs: { default: { ...EMPTY_RUN, scrapes } } };
}

const BEFORE = '# TYPE orders_total counter\norders_total{method="card"} 2\n';
const AFTER = '# TYPE orders_total counter\norders_total{method="card"} 5\norders_total{method="wallet"} 1\n';

const evidence = evidenceOf(scrape('boot', BEFORE), scrape('end', AFTER));

function named(name: string, within = evidence): ReadScrape {
  const read = scrapeNamed(within, 'default', name);
  if (read === undefined) throw new Error(`there is no scrape ${name}`);
  return read;
}

test('scrapes are read once, in order, and found by name', () => {
  expect(scrapesOf(evidence, 'default').map(({ scrape: { name } }) => name)).toEqual(['boot', 'end']);
  expect(scrapesOf(evidence, 'default')[0]).toBe(named('boot'));
  expect(scrapeNamed(evidence, 'default', 'noon')).toBeUndefined();
  expect(scrapesOf(evidence, 'other')).toEqual([]);
});

test('a series that was not there before came from 0', () => {
  const moved = movementsOf(named('boot'), named('end'), 'orders_total');
  expect(moved.map(({ labels, by }) => [labels['method'], by])).toEqual([
    ['card', 3],
    ['wallet', 1],
  ]);
  expect(movementsOf(named('boot'), named('end'), 'none')).toEqual([]);
});

test('a family is the last that was seen', () => {
  expect(familyIn(evidence, 'default', 'orders_total')?.samples).toHaveLength(2);
  expect(familyIn(evidenceOf(scrape('a', AFTER), scrape('b', 'up 1\n')), 'default', 'orders_total')).toBeDefined();
  expect(familyIn(evidence, 'default', 'none')).toBeUndefined();
});

test('samples of one name are apart from the rest of their family', () => {
  const text = '# TYPE t histogram\nt_bucket{le="+Inf"} 1\nt_sum 2\nt_count 1\n';
  const read = named('h', evidenceOf(scrape('h', text)));
  expect(samplesOf(read, 't', 't_sum').map(({ value }) => value)).toEqual([2]);
});

describe('what Prometheus does not read', () => {
  test.for<[what: string, body: Uint8Array]>([
    ['bytes that are no UTF-8', Buffer.from([0x61, 0x20, 0x31, 0xff, 0x0a])],
    ['a byte order mark', Buffer.from('\ufeffup 1\n')],
  ])('%s', ([, body]) => {
    const { exposition } = named('x', evidenceOf(scrape('x', body)));
    expect(exposition.families.size).toBe(0);
    expect(exposition.error).toBeDefined();
  });

  test('OpenMetrics without an end, told by the content type', () => {
    const openMetrics = { contentType: 'application/openmetrics-text; version=1.0.0' };
    const { exposition } = named('x', evidenceOf(scrape('x', 'up 1\n', openMetrics)));
    expect(exposition.error?.code).toBe('no-eof');
  });
});

test('values are added up by group, and some left out', () => {
  const sums = sumBy(
    [1, 2, 3, 4],
    (value) => (value === 4 ? undefined : value % 2 === 0 ? 'even' : 'odd'),
    (value) => value,
  );
  expect([...sums]).toEqual([
    ['odd', 4],
    ['even', 2],
  ]);
});

test('pointers say where, in a scrape and of it', () => {
  const read = named('end');
  const [sample] = samplesOf(read, 'orders_total');
  if (sample === undefined) throw new Error('no sample');
  const place = { channel: 'metrics', run: 'default', service: 'shop', scrape: 'end' };
  expect(pointAtSample(read, sample)).toEqual({
    ...place,
    line: 2,
    column: 1,
    excerpt: 'orders_total{method="card"} 5',
  });
  expect(pointAtScrape(read)).toEqual({ ...place, excerpt: 'GET /metrics → 200 text/plain; version=0.0.4' });
  const silent = named('x', evidenceOf(scrape('x', '', { outcome: 'failed', status: null, error: 'ECONNRESET' })));
  expect(pointAtScrape(silent).excerpt).toBe('GET /metrics → ECONNRESET');
});

test('scrapes become samples with times, series by series; an unreadable one gives none', () => {
  const odd = evidenceOf(scrape('a', 'x{b="1"} NaN\ny -Inf\n'), scrape('b', 'x{'), scrape('c', 'x{b="1"} 2\n'));
  const timed = scrapesOf(odd, 'default').map((read, index) => ({ read, at: 15 * index }));
  expect(timedSamples(timed, { job: 'shop' })).toBe(
    'x{b="1",job="shop"} NaN 0\nx{b="1",job="shop"} 2 30\ny{job="shop"} -Inf 0\n# EOF\n',
  );
});
