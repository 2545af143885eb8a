import { readFile } from 'node:fs/promises';
import { Ajv2020 } from 'ajv/dist/2020.js';
import { expect, test } from 'vitest';
import type { Report } from './schema.ts';

const REPORT: Report = {
  schema: 'three-am/report/v1',
  course: { name: 'three-am', version: '0.1.0' },
  target: 'exercises',
  lang: 'ko',
  seed: 20_251_224,
  stack: 'embedded',
  node: '26.10.0',
  engines: {},
  startedAt: '2025-12-24T03:00:00.000Z',
  durationMs: 1432,
  score: 90,
  maxScore: 100,
  lessons: [
    {
      id: '01-structured-logging',
      status: 'failed',
      score: 90,
      maxScore: 100,
      durationMs: 1432,
      output: ['listening'],
      checks: [
        {
          id: 'levels',
          title: 'Levels',
          status: 'failed',
          score: 0,
          maxScore: 10,
          after: ['ndjson'],
          why: 'Noise.',
          learn: 'lessons/01-structured-logging/README.md#levels',
          findings: [
            {
              code: 'health-noisy',
              message: 'Health checks were told.',
              actual: 'info',
              at: [
                {
                  channel: 'stdout',
                  run: 'default',
                  service: 'shop',
                  line: 12,
                  column: 3,
                  excerpt: '{…}',
                  mark: { start: 0, length: 3 },
                },
                { channel: 'exit', run: 'default', service: 'shop', excerpt: 'exit 0' },
              ],
            },
          ],
        },
      ],
    },
  ],
};

/** As anyone would who has nothing but the published file. */
async function validator(): Promise<(report: unknown) => boolean> {
  const published: unknown = JSON.parse(await readFile(new URL('report.schema.json', import.meta.url), 'utf8'));
  // The schema spells its formats out as patterns.
  return new Ajv2020({ validateFormats: false }).compile(published as object);
}

test('a report is valid', async () => {
  const isValid = await validator();
  expect(isValid(REPORT)).toBe(true);
  expect(isValid({ ...REPORT, score: null, lessons: [] })).toBe(true);
});

test.for<[what: string, report: object]>([
  ['no seed', { ...REPORT, seed: undefined }],
  ['a seed that is no whole number', { ...REPORT, seed: 1.5 }],
  ['another version', { ...REPORT, schema: 'three-am/report/v2' }],
  ['a time that is no instant', { ...REPORT, startedAt: 'yesterday' }],
  ['a key that is not published', { ...REPORT, student: 'ada' }],
  ['an unknown status', { ...REPORT, lessons: [{ ...REPORT.lessons[0], status: 'maybe' }] }],
  [
    'a finding without its message',
    {
      ...REPORT,
      lessons: [
        { ...REPORT.lessons[0], checks: [{ ...REPORT.lessons[0]?.checks[0], findings: [{ code: 'x', at: [] }] }] },
      ],
    },
  ],
])('a report is not valid with %s', async ([, report]) => {
  const isValid = await validator();
  expect(isValid(JSON.parse(JSON.stringify(report)))).toBe(false);
});
