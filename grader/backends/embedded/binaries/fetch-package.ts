import { join } from 'node:path';
import { openApt, type Apt } from './apt.ts';
import { install, packageFolder, withScratch } from './cache.ts';
import { carryTemplates } from './debian-alertmanager.ts';
import type { EngineName } from '../../engines.ts';
import { ENGINES } from './engines.ts';
import { StepFailed } from './engines-missing.ts';
import { isExecutable } from './executable.ts';
import type { FetchContext } from './fetch-context.ts';

/**
 * Fetches engines from the packages of Debian or Ubuntu into the cache. Installs nothing, and needs no root.
 * @throws {StepFailed} for the first engine that could not be had, after trying them all
 * @throws the signal's reason, and what the file system says. Nothing half-made is left in the cache
 */
export async function fetchPackages(names: EngineName[], context: FetchContext): Promise<void> {
  const { cache, env, platform, signal, progress } = context;
  const target = packageFolder(platform);
  const onWait = (): void => progress({ step: 'wait', file: names.join(', ') });
  await withScratch(cache, target, { signal, onWait }, async (scratch) => {
    if (await context.areCached(names)) return; // by another process, meanwhile
    const apt = await openApt(scratch, env, signal);
    const unpack = rememberUnpacked(apt, (file) => progress({ step: 'package', file }));
    const fetchEach = async (wanted: EngineName[]): Promise<[EngineName, StepFailed][]> => {
      const failed: [EngineName, StepFailed][] = [];
      for (const name of wanted) {
        const outcome = await findInPackages(name, unpack);
        if (outcome instanceof StepFailed) failed.push([name, outcome]);
        else {
          if (name === 'alertmanager') await carryTemplates(outcome, join(cache, target));
          await install(outcome, join(cache, target), name);
        }
      }
      return failed;
    };
    const left = await fetchEach(names);
    if (left.length === 0) return;
    // The system's lists are absent in a fresh container, and name packages that are gone in an old one.
    progress({ step: 'lists' });
    await apt.update();
    unpack.forget();
    const [failed] = await fetchEach(left.map(([name]) => name));
    if (failed !== undefined) throw failed[1];
  });
}

interface Unpack {
  (packageName: string): Promise<string | StepFailed>;
  /** Tries again what has failed. */
  forget(): void;
}

/** Two engines may come in one package. */
function rememberUnpacked(apt: Apt, onPackage: (name: string) => void): Unpack {
  const outcomes = new Map<string, string | StepFailed>();
  const unpack = async (packageName: string): Promise<string | StepFailed> => {
    const known = outcomes.get(packageName);
    if (known !== undefined) return known;
    onPackage(packageName);
    const outcome = await apt.unpack(packageName).catch((error: unknown) => {
      if (error instanceof StepFailed) return error;
      throw error;
    });
    outcomes.set(packageName, outcome);
    return outcome;
  };
  return Object.assign(unpack, {
    forget() {
      for (const [name, outcome] of outcomes) if (outcome instanceof StepFailed) outcomes.delete(name);
    },
  });
}

/** The engine's file in the first package that has one. */
async function findInPackages(name: EngineName, unpack: Unpack): Promise<string | StepFailed> {
  const { packages, files } = ENGINES[name];
  let failed = new StepFailed('not-packaged', { packages: packages.join(', ') });
  for (const packageName of packages) {
    const unpacked = await unpack(packageName);
    if (unpacked instanceof StepFailed) {
      failed = unpacked;
      continue;
    }
    for (const file of files) {
      const path = join(unpacked, 'usr/bin', file);
      if (await isExecutable(path)) return path;
    }
  }
  return failed;
}
