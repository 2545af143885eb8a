import { mkdir, mkdtemp, readdir, readFile, rm, writeFile } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { expect, onTestFinished, test } from 'vitest';
import { EMPTY_RUN } from './empty.ts';
import { EVIDENCE_SCHEMA, type Evidence, type Run } from './evidence.ts';
import { publishEvidence, readEvidence, UnreadableEvidence, writeEvidence } from './store.ts';

/** Where a lesson's evidence would be kept, in a folder of the test's own. */
async function lessonFolder(): Promise<string> {
  const root = await mkdtemp(join(tmpdir(), 'three-am-store-'));
  onTestFinished(() => rm(root, { recursive: true, force: true }));
  return join(root, '.grade', '01-structured-logging');
}

const runOf = (name: string, stdout: Uint8Array, stderr: Uint8Array): Run => ({
  ...EMPTY_RUN,
  name,
  outcome: 'crashed',
  trouble: { code: 'crashed', params: { status: 'SIGSEGV' } },
  processes: {
    shop: {
      service: 'shop',
      stdout,
      stderr,
      dropped: { stdout: 0, stderr: 7 },
      readyMs: null,
      livedMs: 12.5,
      code: null,
      signal: 'SIGSEGV',
      endedBy: 'exit',
      leftovers: 0,
    },
  },
  exchanges: [
    {
      index: 0,
      service: 'shop',
      method: 'GET',
      path: '/요청?a=\ud800',
      route: null,
      requestHeaders: [['X-A', '\u00ff']],
      requestBody: null,
      outcome: 'failed',
      error: 'ECONNRESET',
      status: null,
      responseHeaders: [],
      responseBody: '\u0000\u2028"',
      expectedStatus: null,
      sentTick: 1,
      endedTick: 2,
      waitMs: 0,
      facts: { nested: { list: [1, null, 'x'] } },
    },
  ],
  facts: { canaries: [] },
  ledger: [{ kind: 'stock', productId: 'p_1', category: 'lamps', stock: 3 }],
  scrapes: [
    {
      name: 'boot',
      service: 'shop',
      outcome: 'answered',
      error: null,
      status: 200,
      contentType: 'text/plain',
      body: Buffer.from('up 1\n'),
      sentAt: 5,
      answeredAt: 6,
      sentTick: 3,
      endedTick: 4,
    },
  ],
  startedAt: 1,
  endedAt: 2,
});

const evidenceOf = (seed: number, ...runs: Run[]): Evidence => ({
  schema: EVIDENCE_SCHEMA,
  lesson: '01-structured-logging',
  seed,
  startedAt: '2025-12-24T03:00:00.000Z',
  workplace: '/course/.grade/runs/1-a',
  engines: { prometheus: '3.13.1' },
  answers: [{ value: 'NaN' }],
  runs: Object.fromEntries(runs.map((run) => [run.name, run])),
});

const EVERY_BYTE = Buffer.from(Array.from({ length: 256 }, (_, byte) => byte));

test('evidence is read back as it was, every byte', async () => {
  const folder = await lessonFolder();
  const evidence = evidenceOf(
    7,
    runOf('default', EVERY_BYTE, Buffer.alloc(0)),
    runOf('debug', Buffer.from('{}\n'), EVERY_BYTE),
  );
  const written = await writeEvidence(evidence, folder);
  expect(await readEvidence(written)).toEqual(evidence);
  await publishEvidence(written, folder);
  expect(await readEvidence(folder)).toEqual(evidence);
  expect(await readFile(join(folder, 'default', 'shop.stdout'))).toEqual(EVERY_BYTE);
});

test('a violation, which has no runs, is evidence too', async () => {
  const folder = await lessonFolder();
  const evidence: Evidence = { ...evidenceOf(7), violation: { code: 'refused-kind', params: { path: 'link' } } };
  expect(await readEvidence(await writeEvidence(evidence, folder))).toEqual(evidence);
});

test('what is published takes the place of what was there, and leaves nothing of it', async () => {
  const folder = await lessonFolder();
  const older = evidenceOf(1, runOf('default', EVERY_BYTE, EVERY_BYTE), runOf('debug', EVERY_BYTE, EVERY_BYTE));
  await publishEvidence(await writeEvidence(older, folder), folder);
  await publishEvidence(await writeEvidence(evidenceOf(2, runOf('default', EVERY_BYTE, EVERY_BYTE)), folder), folder);
  expect((await readdir(folder)).toSorted()).toEqual(['default', 'evidence.json']);
  expect(await readdir(join(folder, '..'))).toEqual(['01-structured-logging']);
});

test('of many that publish at once one comes last, whole, and no folder is left over', async () => {
  const folder = await lessonFolder();
  const seeds = Array.from({ length: 20 }, (_, seed) => seed);
  const written = await Promise.all(
    seeds.map((seed) => writeEvidence(evidenceOf(seed, runOf('default', Buffer.from([seed]), EVERY_BYTE)), folder)),
  );
  expect(new Set(written).size).toBe(seeds.length);
  await Promise.all(written.map((draft) => publishEvidence(draft, folder)));
  const { seed, runs } = await readEvidence(folder);
  expect(runs['default']?.processes['shop']?.stdout).toEqual(Buffer.from([seed]));
  expect(await readdir(join(folder, '..'))).toEqual(['01-structured-logging']);
});

test('what cannot be published leaves what was there', async () => {
  const folder = await lessonFolder();
  await publishEvidence(await writeEvidence(evidenceOf(1), folder), folder);
  await expect(publishEvidence(`${folder}.none`, folder)).rejects.toThrow('ENOENT');
  expect((await readEvidence(folder)).seed).toBe(1);
});

test('a folder without evidence says what to do', async () => {
  const folder = await lessonFolder();
  await expect(readEvidence(folder)).rejects.toThrow(UnreadableEvidence);
  await expect(readEvidence(folder)).rejects.toThrow(`${folder} holds no evidence: grade the lesson first`);
});

test.for([
  ['of another version', '{"schema":"three-am/evidence/v0","runs":{}}'],
  ['of no version', '{}'],
  ['that is no object', 'null'],
  ['that was cut short', '{"schema":"three-am/evid'],
])('evidence %s is not judged', async ([, index]) => {
  const folder = await lessonFolder();
  await mkdir(folder, { recursive: true });
  await writeFile(join(folder, 'evidence.json'), index ?? '');
  await expect(readEvidence(folder)).rejects.toThrow(UnreadableEvidence);
});

test('evidence whose raw output is gone is not judged', async () => {
  const folder = await lessonFolder();
  await publishEvidence(await writeEvidence(evidenceOf(1, runOf('default', EVERY_BYTE, EVERY_BYTE)), folder), folder);
  await rm(join(folder, 'default', 'shop.stdout'));
  await expect(readEvidence(folder)).rejects.toThrow(UnreadableEvidence);
});
