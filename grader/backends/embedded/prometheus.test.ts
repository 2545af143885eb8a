import { existsSync } from 'node:fs';
import { mkdtemp, rm } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { beforeAll, describe, expect, onTestFinished, test } from 'vitest';
import type { Binary, EngineName } from '../engines.ts';
import { openEngines } from './open-engines.ts';
import { programsFor } from './programs.ts';

const T0 = Date.UTC(2025, 11, 24, 2) / 1000;

/** A counter of one a second, scraped every 15 seconds for ten minutes. */
const SAMPLES = `# TYPE orders counter
${Array.from({ length: 40 }, (_, index) => `orders_total{shop="a"} ${index * 15} ${T0 + index * 15}`).join('\n')}
# EOF
`;

let programs: Partial<Record<EngineName, Binary>>;

beforeAll(async () => {
  programs = await programsFor({ needs: ['prometheus', 'promtool'] });
});

async function open(given = programs) {
  const folder = await mkdtemp(join(tmpdir(), 'three-am-engines-'));
  const engines = openEngines(given, folder);
  onTestFinished(async () => {
    await engines.close();
    await rm(folder, { recursive: true });
  });
  return { engines, folder };
}

describe('a Prometheus over samples', () => {
  test('answers at once', async () => {
    const { engines } = await open();
    const prometheus = await engines.prometheus(SAMPLES);
    const at = T0 + 500;
    expect(await prometheus.query('rate(orders_total[5m])', at)).toEqual({
      ok: true,
      type: 'vector',
      series: [{ labels: { shop: 'a' }, points: [[at, expect.stringMatching(/^(?:1|1\.0{6,}\d*|0\.9{6,}\d*)$/)]] }],
    });
    expect(await prometheus.query('0 / 0', at)).toEqual({
      ok: true,
      type: 'scalar',
      series: [{ labels: {}, points: [[at, 'NaN']] }],
    });
    expect(await prometheus.queryRange('orders_total', { from: T0, to: T0 + 60, step: 30 })).toEqual({
      ok: true,
      type: 'matrix',
      series: [
        {
          labels: { __name__: 'orders_total', shop: 'a' },
          points: [
            [T0, '0'],
            [T0 + 30, '30'],
            [T0 + 60, '60'],
          ],
        },
      ],
    });
    expect(await prometheus.query('none', at)).toEqual({ ok: true, type: 'vector', series: [] });
  });

  test('says in its own words what is wrong with a query', async () => {
    const { engines } = await open();
    const prometheus = await engines.prometheus(SAMPLES);
    const answer = await prometheus.query('sum(', T0);
    expect(answer.ok ? '' : answer.error).toContain('parse error');
  });

  test('stands beside another, each with its own samples', async () => {
    const { engines } = await open();
    const [one, other] = await Promise.all([
      engines.prometheus(SAMPLES),
      engines.prometheus(`# TYPE up gauge\nup 1 ${T0}\n# EOF\n`),
    ]);
    expect(await one.query('up', T0)).toMatchObject({ series: [] });
    expect(await other.query('up', T0)).toMatchObject({ series: [{ points: [[T0, '1']] }] });
  });

  test('is gone when it is closed, and says so', async () => {
    const { engines } = await open();
    const prometheus = await engines.prometheus(SAMPLES);
    await engines.close();
    await expect(prometheus.query('up', T0)).rejects.toThrow(/^Prometheus did not answer "up": /);
  });
});

test.for<[what: string, samples: string]>([
  ['text that is none', 'hello'],
  ['no end', `a 1 ${T0}\n`],
])('samples that promtool refuses are a fault of ours, in its words: %s', async ([, samples]) => {
  const { engines } = await open();
  await expect(engines.prometheus(samples)).rejects.toThrow(/^promtool made no database of the samples: .+/);
});

test('a program that does not stay up is told by its last words', async () => {
  const { engines } = await open({
    ...programs,
    // It knows none of the flags.
    prometheus: { name: 'prometheus', path: process.execPath, version: '3.0.0' },
  });
  await expect(engines.prometheus(SAMPLES)).rejects.toThrow(/^Prometheus did not start: .*bad option/s);
});

test('what a lesson does not say it needs, it does not get', async () => {
  const { engines, folder } = await open({});
  await expect(engines.prometheus(SAMPLES)).rejects.toThrow('the lesson does not say that it needs prometheus');
  expect(existsSync(join(folder, 'prometheus-0'))).toBe(false);
});

test('the versions are told', async () => {
  const { engines } = await open();
  expect(engines.versions).toEqual({
    prometheus: programs.prometheus?.version,
    promtool: programs.promtool?.version,
  });
});
