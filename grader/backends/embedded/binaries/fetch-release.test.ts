import { randomBytes } from 'node:crypto';
import { readFile } from 'node:fs/promises';
import { join } from 'node:path';
import { createInterface } from 'node:readline';
import { execa } from 'execa';
import { expect, test } from 'vitest';
import { EnginesMissing, type Reason } from './engines-missing.ts';
import type { FindProgress } from './fetch-context.ts';
import { findBinaries } from './find-binaries.ts';
import { platformName, type Releases } from './releases.ts';
import {
  contentOf,
  fakeEngine,
  makeArchive,
  makeFolder,
  makeRelease,
  releasesOf,
  serve,
  type Listener,
} from './test-release.ts';

const FOLDER = `prometheus-3.13.1.${platformName()}`;
const ARCHIVE = makeRelease('prometheus', '3.13.1');

async function makeCache() {
  const cache = join(await makeFolder(), 'cache');
  return { cache, env: { THREE_AM_CACHE: cache, PATH: '/no/such/folder' } };
}

const COMPLETE = [FOLDER, `${FOLDER}/prometheus`, `${FOLDER}/promtool`];

/** Finds both programs in a process of its own, which prints a line of JSON for each progress and one for the outcome. */
function findAlone(env: NodeJS.ProcessEnv, releases: Releases, prefix?: readonly [string, ...string[]]) {
  const module = JSON.stringify(join(import.meta.dirname, 'find-binaries.ts'));
  const script = `
    const { findBinaries } = await import(${module});
    const print = (value) => console.log(JSON.stringify(value));
    const options = { env: ${JSON.stringify(env)}, releases: ${JSON.stringify(releases)}, progress: print };
    await findBinaries(['prometheus', 'promtool'], options).then(print, ({ reasons }) => print({ reasons }));`;
  const node = [process.execPath, '--input-type=module', '--eval', script] as const;
  const [program, ...args] = prefix === undefined ? node : [...prefix, ...node];
  const child = execa(program, args, { reject: false, stdin: 'ignore', stderr: 'inherit' });
  return { child, lines: createInterface(child.stdout)[Symbol.asyncIterator]() };
}

test.for<[string, string, Listener]>([
  ['sends something else', 'checksum', (_, response) => response.end('x')],
  ['has no such file', 'status', (_, response) => response.writeHead(404).end()],
  [
    'breaks off',
    'cut-off',
    (_, response) => {
      response.writeHead(200, { 'content-length': ARCHIVE.length });
      response.write(ARCHIVE.subarray(0, 100), () => response.destroy());
    },
  ],
  ['sends no more', 'stalled', (_, response) => void response.write(ARCHIVE.subarray(0, 100))],
])('a server that %s leaves nothing in the cache', async ([, code, listener]) => {
  const { cache, env } = await makeCache();
  const releases = releasesOf(await serve(listener), ARCHIVE);
  if (code === 'stalled') releases.stallMs = 300;
  const error: unknown = await findBinaries(['promtool'], { env, progress: () => {}, releases }).catch(
    (thrown: unknown) => thrown,
  );
  expect(error).toBeInstanceOf(EnginesMissing);
  expect((error as EnginesMissing).reasons).toContainEqual(expect.objectContaining({ step: 'release', code }));
  expect(await contentOf(cache)).toEqual([]);
});

test('an archive of the pinned sum that lacks a program is told', async () => {
  const { cache, env } = await makeCache();
  const archive = makeArchive([{ path: `${FOLDER}/prometheus`, content: fakeEngine('prometheus', '3.13.1') }]);
  const releases = releasesOf(await serve((_, response) => response.end(archive)), archive);
  const finding = findBinaries(['prometheus', 'promtool'], { env, progress: () => {}, releases });
  await expect(finding).rejects.toMatchObject({
    reasons: expect.arrayContaining([
      expect.objectContaining({ code: 'archive', params: { files: 'promtool' } }),
    ]) as Reason[],
  });
  expect(await contentOf(cache)).toEqual([]);
});

test('an interrupted download leaves nothing, and the next one succeeds', async () => {
  const { cache, env } = await makeCache();
  const interrupt = new AbortController();
  let whole = false;
  const base = await serve((_, response) => {
    response.writeHead(200, { 'content-length': ARCHIVE.length });
    if (whole) response.end(ARCHIVE);
    else response.write(ARCHIVE.subarray(0, 100));
  });
  const releases = releasesOf(base, ARCHIVE);
  const progress = (): void => interrupt.abort(new Error('Ctrl-C'));
  const finding = findBinaries(['prometheus', 'promtool'], { env, progress, releases, signal: interrupt.signal });
  await expect(finding).rejects.toThrow('Ctrl-C');
  expect(await contentOf(cache)).toEqual([]);
  whole = true;
  await findBinaries(['prometheus', 'promtool'], { env, progress: () => {}, releases });
  expect(await contentOf(cache)).toEqual(COMPLETE);
});

test('two interrupted downloads leave nothing when the search has ended', async () => {
  const { cache, env } = await makeCache();
  const interrupt = new AbortController();
  let requests = 0;
  const base = await serve(() => {
    requests += 1;
    if (requests === 2) interrupt.abort(new Error('Ctrl-C'));
  });
  const releases = releasesOf(base, ARCHIVE, ARCHIVE);
  const finding = findBinaries(['promtool', 'amtool'], { env, progress: () => {}, releases, signal: interrupt.signal });
  await expect(finding).rejects.toThrow('Ctrl-C');
  expect(await contentOf(cache)).toEqual([]);
});

test('a process killed in the middle of a download leaves what the next one clears away', async () => {
  const { cache, env } = await makeCache();
  let whole = false;
  const base = await serve((_, response) => {
    response.writeHead(200, { 'content-length': ARCHIVE.length });
    if (whole) response.end(ARCHIVE);
    else response.write(ARCHIVE.subarray(0, 100));
  });
  const releases = releasesOf(base, ARCHIVE);
  const { child, lines } = findAlone(env, releases);
  expect(JSON.parse((await lines.next()).value as string)).toMatchObject({ step: 'download', doneBytes: 100 });
  child.kill('SIGKILL');
  await child;
  const left = await contentOf(cache);
  expect(left.find((entry) => entry.endsWith('/archive.tar.gz'))).toMatch(`${FOLDER}.part-`);
  whole = true;
  const found = await findBinaries(['prometheus', 'promtool'], { env, progress: () => {}, releases });
  expect(await readFile(found.promtool.path, 'utf8')).toBe(fakeEngine('promtool', '3.13.1'));
  expect(await contentOf(cache)).toEqual(COMPLETE);
});

test('two processes at once make one download', async () => {
  const { cache, env } = await makeCache();
  const [asked, otherWaits] = [Promise.withResolvers<undefined>(), Promise.withResolvers<undefined>()];
  let requests = 0;
  const base = await serve(async (_, response) => {
    requests += 1;
    asked.resolve(undefined);
    await otherWaits.promise;
    response.end(ARCHIVE);
  });
  const releases = releasesOf(base, ARCHIVE);
  const { child } = findAlone(env, releases);
  await asked.promise;
  const steps: FindProgress['step'][] = [];
  const progress = ({ step }: FindProgress): void => {
    steps.push(step);
    otherWaits.resolve(undefined);
  };
  const found = await findBinaries(['prometheus', 'promtool'], { env, progress, releases });
  const { stdout } = await child;
  expect(JSON.parse(stdout.split('\n').at(-1) ?? '')).toEqual(found);
  expect(steps).toEqual(['wait']);
  expect(requests).toBe(1);
  expect(await contentOf(cache)).toEqual(COMPLETE);
});

test.for([
  ['the archive', randomBytes(300_000).toString('hex')],
  ['what is in it', '#'.repeat(600_000)],
] as const)('a disk that is too small for %s', async ([, padding]) => {
  const { cache, env } = await makeCache();
  const script = (name: string): string => `${fakeEngine(name, '3.13.1')}exit 0\n${padding}`;
  const archive = makeArchive(
    ['prometheus', 'promtool'].map((name) => ({ path: `${FOLDER}/${name}`, content: script(name) })),
  );
  const base = await serve((_, response) => response.end(archive));
  // No file may be larger than 64 kB: a limit that needs no root, and fails in the same place as a full disk.
  const limited = ['/bin/sh', '-c', 'ulimit -f 128; exec "$0" "$@"'] as const;
  const { child } = findAlone(env, releasesOf(base, archive), limited);
  const { stdout } = await child;
  const { reasons } = JSON.parse(stdout.split('\n').at(-1) ?? '') as { reasons: Reason[] };
  expect(reasons.filter(({ step }) => step === 'release').map(({ code, params }) => [code, params])).toEqual([
    ['disk-full', { path: cache }],
    ['disk-full', { path: cache }],
  ]);
  expect(await contentOf(cache)).toEqual([]);
});
