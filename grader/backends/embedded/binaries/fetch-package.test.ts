import { existsSync } from 'node:fs';
import { mkdir, readdir, readFile, writeFile } from 'node:fs/promises';
import { join } from 'node:path';
import { execa } from 'execa';
import { expect, test } from 'vitest';
import { EnginesMissing, StepFailed } from './engines-missing.ts';
import type { FetchContext, FindProgress } from './fetch-context.ts';
import { fetchPackages } from './fetch-package.ts';
import { findBinaries } from './find-binaries.ts';
import { OFFICIAL, platformName } from './releases.ts';
import { contentOf, fakeEngine, makeFolder, releasesOf, writeProgram } from './test-release.ts';
import { askVersion } from './version.ts';

/** An apt-get that knows the packages in `known/`, and those in `fresh/` once it was updated; a package is a script that unpacks it. */
const APT_GET = `#!/bin/sh
PATH=/usr/bin:/bin
echo "$*" | sed 's/.* \\(update\\|download .*\\)$/\\1/' >>"$REPOSITORY/asked"
for last; do
  case $last in Dir::State::Lists=*) lists=\${last#*=} ;; esac
done
if [ "$last" = update ]; then
  [ -d "$REPOSITORY/fresh" ] || { echo 'W: Failed to fetch the lists' >&2; exit 0; }
  : >"$lists/repository_Packages"
  cp -R "$REPOSITORY/fresh/." "$REPOSITORY/known/"
elif ! cp "$REPOSITORY/known/$last" "\${last}_1.0_all.deb" 2>/dev/null; then
  echo "E: Unable to locate package $last" >&2
  exit 100
fi
`;
const DPKG_DEB = `#!/bin/sh\nPATH=/usr/bin:/bin\nmkdir "$3" && cd "$3" && exec sh "$2"\n`;

interface Repository {
  known?: Record<string, readonly [name: string, version: string][]>;
  fresh?: Record<string, readonly [name: string, version: string][]>;
}

/** A machine that has nothing but apt. */
async function makeDebian({ known = {}, fresh }: Repository) {
  const root = await makeFolder();
  const repository = join(root, 'repository');
  for (const [lists, packages] of Object.entries({ known, fresh })) {
    if (packages === undefined) continue;
    await mkdir(join(repository, lists), { recursive: true });
    for (const [name, files] of Object.entries(packages)) {
      const lines = files.map(
        ([file, version]) =>
          `echo '${fakeEngine(file.replace(/^prometheus-/, ''), version)}' >usr/bin/${file}; chmod 755 usr/bin/${file}`,
      );
      await writeFile(join(repository, lists, name), ['mkdir -p usr/bin usr/share', ...lines].join('\n'));
    }
  }
  await writeProgram(join(root, 'bin/apt-get'), APT_GET);
  await writeProgram(join(root, 'bin/dpkg-deb'), DPKG_DEB);
  const cache = join(root, 'cache');
  const env = { PATH: join(root, 'bin'), THREE_AM_CACHE: cache, REPOSITORY: repository };
  const progress: string[] = [];
  return {
    cache,
    progress,
    options: {
      env,
      releases: releasesOf('http://127.0.0.1:1'),
      progress: (told: FindProgress) => void progress.push('file' in told ? `${told.step} ${told.file}` : told.step),
    },
    asked: async () => (await readFile(join(repository, 'asked'), 'utf8')).trim().split('\n'),
  };
}

test('a package may hold two engines, as in Debian 12', async () => {
  const { cache, progress, options, asked } = await makeDebian({
    known: {
      prometheus: [
        ['prometheus', '2.42.0'],
        ['promtool', '2.42.0'],
      ],
    },
  });
  const folder = join(cache, `distribution.${platformName()}`);
  expect(await findBinaries(['prometheus', 'promtool'], options)).toEqual({
    prometheus: { name: 'prometheus', path: join(folder, 'prometheus'), version: '2.42.0' },
    promtool: { name: 'promtool', path: join(folder, 'promtool'), version: '2.42.0' },
  });
  expect(progress).toEqual(['package prometheus', 'package promtool']);
  expect(await asked()).toEqual(['download prometheus', 'download promtool']);
  const own = `distribution.${platformName()}`;
  expect(await contentOf(cache)).toEqual([own, `${own}/prometheus`, `${own}/promtool`]);
});

test('or each may have its own, as in Debian 13, and another name', async () => {
  const { options } = await makeDebian({
    known: {
      prometheus: [['prometheus', '2.53.3']],
      promtool: [['promtool', '2.53.3']],
      'prometheus-alertmanager': [['prometheus-alertmanager', '0.28.1']],
    },
  });
  const found = await findBinaries(['promtool', 'alertmanager'], options);
  expect(Object.values(found).map(({ name, version }) => `${name} ${version}`)).toEqual([
    'promtool 2.53.3',
    'alertmanager 0.28.1',
  ]);
});

test('lists that are absent or old are fetched, once', async () => {
  const { progress, options, asked } = await makeDebian({
    fresh: { prometheus: [['prometheus', '2.42.0']], 'prometheus-alertmanager': [['amtool', '0.25.0']] },
  });
  await findBinaries(['prometheus', 'amtool'], options);
  expect(progress.filter((step) => step === 'lists')).toHaveLength(1);
  expect(await asked()).toEqual([
    'download prometheus',
    'download amtool',
    'download prometheus-alertmanager',
    'update',
    'download prometheus',
    'download amtool',
    'download prometheus-alertmanager',
  ]);
});

test('what was had is kept when the rest could not be', async () => {
  const { cache, options } = await makeDebian({ known: { prometheus: [['prometheus', '2.42.0']] }, fresh: {} });
  const error: unknown = await findBinaries(['prometheus', 'amtool'], options).catch((thrown: unknown) => thrown);
  expect((error as EnginesMissing).engines).toEqual(['amtool']);
  expect((error as EnginesMissing).reasons.at(-1)).toEqual({
    engine: 'amtool',
    step: 'package',
    code: 'apt',
    params: { reason: 'E: Unable to locate package prometheus-alertmanager' },
  });
  expect(await readdir(join(cache, `distribution.${platformName()}`))).toEqual(['prometheus']);
});

test('that no source could be reached is told, rather than that a package is unknown', async () => {
  const { options } = await makeDebian({});
  await expect(findBinaries(['amtool'], options)).rejects.toHaveProperty(
    'reasons.3.params.reason',
    'W: Failed to fetch the lists',
  );
});

test.for<[string, Repository, string]>([
  ['lacks the program', { known: { amtool: [], 'prometheus-alertmanager': [] }, fresh: {} }, 'not-packaged'],
  ['has an old one', { known: { amtool: [['amtool', '0.23.0']] } }, 'too-old'],
  ['is not there', { fresh: {} }, 'apt'],
])('a distribution whose package %s', async ([, repository, code]) => {
  const { options } = await makeDebian(repository);
  const finding = findBinaries(['amtool'], options);
  await expect(finding).rejects.toBeInstanceOf(EnginesMissing);
  await expect(finding).rejects.toHaveProperty('reasons.3', expect.objectContaining({ step: 'package', code }));
});

test('an interrupted fetch leaves nothing', async () => {
  const { cache, options } = await makeDebian({ known: { amtool: [['amtool', '0.25.0']] } });
  const interrupt = new AbortController();
  const progress = (): void => interrupt.abort(new Error('Ctrl-C'));
  await expect(findBinaries(['amtool'], { ...options, progress, signal: interrupt.signal })).rejects.toThrow('Ctrl-C');
  expect(await contentOf(cache)).toEqual([]);
});

const isDebian = existsSync('/usr/bin/apt-get') && existsSync('/usr/bin/dpkg-deb');

test.runIf(isDebian)("the distribution's own packages, of a system without lists", async ({ skip }) => {
  const root = await makeFolder();
  const [cache, APT_CONFIG] = [join(root, 'cache'), join(root, 'apt.conf')];
  await mkdir(join(root, 'lists/partial'), { recursive: true });
  await writeFile(APT_CONFIG, `Dir::State::Lists "${root}/lists";`);
  const steps: string[] = [];
  const context: FetchContext = {
    cache,
    env: { ...process.env, APT_CONFIG },
    platform: platformName(),
    releases: OFFICIAL,
    signal: undefined,
    progress: ({ step }) => void steps.push(step),
    areCached: async () => false,
  };
  try {
    await fetchPackages(['promtool', 'amtool'], context);
  } catch (error) {
    // Without a network there is nothing to see here, and everything else is to be tested all the same.
    if (!(error instanceof StepFailed) || error.code !== 'apt' || (await hasNetwork(root))) throw error;
    skip('apt-get reaches no repository');
  }
  expect(steps).toContain('lists');
  const folder = join(cache, `distribution.${platformName()}`);
  expect((await askVersion(join(folder, 'promtool')))?.name).toBe('promtool');
  expect((await askVersion(join(folder, 'amtool')))?.name).toBe('amtool');
  const own = `distribution.${platformName()}`;
  expect(await contentOf(cache)).toEqual([own, `${own}/amtool`, `${own}/promtool`]);
});

/** Whether apt-get can fetch every list of the system's sources. */
async function hasNetwork(root: string): Promise<boolean> {
  const settings = [`Dir::State::Lists=${root}/lists`, `Dir::Cache=${root}`, 'APT::Update::Error-Mode=any'];
  const { failed } = await execa('apt-get', ['update', ...settings.flatMap((setting) => ['-o', setting])], {
    reject: false,
  });
  return !failed;
}
