import { mkdir, readdir, readFile, writeFile } from 'node:fs/promises';
import { join } from 'node:path';
import { expect, test } from 'vitest';
import { EnginesMissing, type FailureCode } from './engines-missing.ts';
import { findBinaries } from './find-binaries.ts';
import { platformName } from './releases.ts';
import { fakeEngine, makeFolder, makeRelease, releasesOf, serve, writeProgram } from './test-release.ts';

/** A machine without engines, without apt, and without a way to fetch a release, unless `change` says otherwise. */
async function makeMachine() {
  const root = await makeFolder();
  const [cache, first, second] = [join(root, 'cache'), join(root, 'first'), join(root, 'second')];
  const env: NodeJS.ProcessEnv = { THREE_AM_CACHE: cache, PATH: `${first}:${second}` };
  const options = { env, progress: () => {}, releases: releasesOf('http://127.0.0.1:1') };
  const put = (path: string, name: string, version: string) =>
    writeProgram(join(root, path), fakeEngine(name, version));
  return { root, cache, env, options, put };
}

async function reasonsOf(finding: Promise<unknown>) {
  const error: unknown = await finding.catch((thrown: unknown) => thrown);
  if (!(error instanceof EnginesMissing)) throw error;
  return { engines: error.engines, reasons: error.reasons };
}

test('an explicit path is taken before PATH, and PATH before the cache', async () => {
  const { cache, env, options, put } = await makeMachine();
  await put(`cache/prometheus-3.13.1.${platformName()}/prometheus`, 'prometheus', '3.13.1');
  const versionFound = async () => (await findBinaries(['prometheus'], options)).prometheus.version;
  expect(await versionFound()).toBe('3.13.1');
  const onPath = await put('second/prometheus', 'prometheus', '2.53.3');
  expect(await versionFound()).toBe('2.53.3');
  env['THREE_AM_PROMETHEUS'] = await put('own/anything', 'prometheus', '2.45.0');
  expect(await versionFound()).toBe('2.45.0');
  env['THREE_AM_PROMETHEUS'] = '';
  expect(await findBinaries(['prometheus'], options)).toEqual({
    prometheus: { name: 'prometheus', path: onPath, version: '2.53.3' },
  });
  expect(await readdir(cache)).toContain('versions.json');
});

test("the cache's release is taken before its package", async () => {
  const { options, put } = await makeMachine();
  await put(`cache/distribution.${platformName()}/amtool`, 'amtool', '0.25.0');
  expect((await findBinaries(['amtool'], options)).amtool.version).toBe('0.25.0');
  await put(`cache/alertmanager-0.34.0.${platformName()}/amtool`, 'amtool', '0.34.0');
  expect((await findBinaries(['amtool'], options)).amtool.version).toBe('0.34.0');
});

test("Alertmanager's longer name on PATH is known, and engines come in the order they were asked for", async () => {
  const { options, put } = await makeMachine();
  const path = await put('second/prometheus-alertmanager', 'alertmanager', '0.25.0');
  await put('first/promtool', 'promtool', '2.42.0');
  const found = await findBinaries(['alertmanager', 'promtool', 'alertmanager'], options);
  expect(Object.keys(found)).toEqual(['alertmanager', 'promtool']);
  expect(found.alertmanager).toEqual({ name: 'alertmanager', path, version: '0.25.0' });
});

test('what is too old on PATH, or no engine at all, is passed over', async () => {
  const { root, options, put } = await makeMachine();
  await put('first/prometheus', 'prometheus', '2.41.0');
  await put('first/amtool', 'somebody-elses-amtool', '9.0.0');
  const path = await put('second/prometheus', 'prometheus', '2.42.0');
  expect((await findBinaries(['prometheus'], options)).prometheus.path).toBe(path);
  await put('second/prometheus', 'prometheus', '1.8.2');
  const { reasons } = await reasonsOf(findBinaries(['prometheus', 'amtool'], options));
  const passedOver = (name: string) => reasons.filter(({ engine, step }) => engine === name && step === 'path');
  expect(passedOver('prometheus')).toMatchObject([
    { code: 'too-old', params: { path: join(root, 'first/prometheus'), version: '2.41.0', minimum: '2.42' } },
    { code: 'too-old', params: { path: join(root, 'second/prometheus'), version: '1.8.2', minimum: '2.42' } },
  ]);
  expect(passedOver('amtool')).toMatchObject([{ code: 'unusable', params: { path: join(root, 'first/amtool') } }]);
});

test.for<[string, FailureCode, (path: string) => Promise<unknown>]>([
  ['does not exist', 'not-executable', async () => {}],
  ['is a folder', 'not-executable', (path) => mkdir(path)],
  ['may not be run', 'not-executable', (path) => writeFile(path, fakeEngine('promtool', '3.13.1'))],
  ['is another program', 'unusable', (path) => writeProgram(path, fakeEngine('prometheus', '3.13.1'))],
  ['is too old', 'too-old', (path) => writeProgram(path, fakeEngine('promtool', '2.41.0'))],
])('an explicit path that %s is an error, whatever else there is', async ([, code, make]) => {
  const { root, env, options, put } = await makeMachine();
  await put('first/promtool', 'promtool', '3.13.1');
  const path = join(root, 'explicit');
  await make(path);
  env['THREE_AM_PROMTOOL'] = path;
  const { engines, reasons } = await reasonsOf(findBinaries(['promtool'], options));
  expect(engines).toEqual(['promtool']);
  expect(reasons).toMatchObject([{ step: 'explicit', code, params: { path, variable: 'THREE_AM_PROMTOOL' } }]);
});

test('when nothing works, every step of every engine says why', async () => {
  const { options } = await makeMachine();
  const { engines, reasons } = await reasonsOf(findBinaries(['prometheus', 'amtool'], options));
  expect(engines).toEqual(['prometheus', 'amtool']);
  const told = reasons.map(({ engine, step, code }) => `${engine} ${step} ${code}`);
  expect(told.toSorted()).toEqual(
    ['prometheus', 'amtool']
      .flatMap((name) => [
        `${name} path not-found`,
        `${name} cache not-found`,
        `${name} release no-release`,
        `${name} package no-apt`,
      ])
      .toSorted(),
  );
});

test('only what is missing is fetched, one archive for a product', async () => {
  const { options, put, cache } = await makeMachine();
  const path = await put('first/prometheus', 'prometheus', '2.53.3');
  const [prometheus, alertmanager] = [makeRelease('prometheus', '3.13.1'), makeRelease('alertmanager', '0.34.0')];
  const asked: string[] = [];
  const base = await serve(({ url = '' }, response) => {
    asked.push(url);
    response.end(url.startsWith('/prometheus/') ? prometheus : alertmanager);
  });
  const found = await findBinaries(['prometheus', 'promtool', 'alertmanager', 'amtool'], {
    ...options,
    releases: releasesOf(base, prometheus, alertmanager),
  });
  const platform = platformName();
  expect(asked.toSorted()).toEqual([
    `/alertmanager/releases/download/v0.34.0/alertmanager-0.34.0.${platform}.tar.gz`,
    `/prometheus/releases/download/v3.13.1/prometheus-3.13.1.${platform}.tar.gz`,
  ]);
  expect(found.prometheus.path).toBe(path);
  expect(found.promtool.path).toBe(join(cache, `prometheus-3.13.1.${platform}`, 'promtool'));
  expect(await readdir(join(cache, `prometheus-3.13.1.${platform}`))).toEqual(['promtool']);
  expect((await readdir(join(cache, `alertmanager-0.34.0.${platform}`))).toSorted()).toEqual([
    'alertmanager',
    'amtool',
  ]);
});

test('a file in the cache that does not run is fetched again', async () => {
  const { options, cache } = await makeMachine();
  const path = await writeProgram(join(cache, `prometheus-3.13.1.${platformName()}`, 'promtool'), '');
  const archive = makeRelease('prometheus', '3.13.1');
  const base = await serve((_, response) => response.end(archive));
  const found = await findBinaries(['promtool'], { ...options, releases: releasesOf(base, archive) });
  expect(found.promtool).toEqual({ name: 'promtool', path, version: '3.13.1' });
  expect(await readFile(path, 'utf8')).toBe(fakeEngine('promtool', '3.13.1'));
});

test('a cache that cannot be written to is told', async () => {
  const { root, env, options } = await makeMachine();
  await writeFile(join(root, 'file'), '');
  env['THREE_AM_CACHE'] = join(root, 'file', 'cache');
  const releases = releasesOf('http://127.0.0.1:1', Buffer.from(''));
  const { reasons } = await reasonsOf(findBinaries(['promtool'], { ...options, releases }));
  expect(reasons).toContainEqual({
    engine: 'promtool',
    step: 'release',
    code: 'unwritable',
    params: { path: env['THREE_AM_CACHE'], reason: 'ENOTDIR' },
  });
});

test('nothing is looked for once it was interrupted', async () => {
  const { options } = await makeMachine();
  const finding = findBinaries(['promtool'], { ...options, signal: AbortSignal.abort(new Error('Ctrl-C')) });
  await expect(finding).rejects.toThrow('Ctrl-C');
});
