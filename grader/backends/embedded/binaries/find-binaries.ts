import { cacheFolder } from './cache.ts';
import type { Binary, EngineName } from '../../engines.ts';
import { ENGINES } from './engines.ts';
import { EnginesMissing, stepFailure, StepFailed, type Reason, type Step } from './engines-missing.ts';
import type { FetchContext, FindProgress } from './fetch-context.ts';
import { findHere, lookInCache, type Here } from './find-here.ts';
import { OFFICIAL, platformName, type Releases } from './releases.ts';
import { openVersionMemory } from './version-memory.ts';

export interface FindOptions {
  env: NodeJS.ProcessEnv;
  progress(this: void, progress: FindProgress): void;
  /** Ends what is being fetched; nothing half-made is left. */
  signal?: AbortSignal;
  /** The official ones, unless it is a test. */
  releases?: Releases;
}

/**
 * Finds engines: by an explicit path, on PATH, in the course's cache; fetches what is left as an official release, or else as a package
 * of Debian or Ubuntu.
 * @throws {EnginesMissing} when one of them cannot be had, or an explicit path is wrong
 * @throws the signal's reason
 */
export async function findBinaries<Name extends EngineName>(
  names: readonly Name[],
  { env, progress, signal, releases = OFFICIAL }: FindOptions,
): Promise<Record<Name, Binary>> {
  signal?.throwIfAborted();
  const cache = cacheFolder(env);
  const platform = platformName();
  const memory = await openVersionMemory(cache);
  const here: Here = { env, cache, platform, releases, memory };
  const found = new Map<EngineName, Binary>();
  const reasons: Reason[] = [];
  const context: FetchContext = {
    cache,
    env,
    platform,
    releases,
    signal,
    progress,
    async areCached(wanted) {
      const looked = await Promise.all(wanted.map((name) => lookInCache(name, here)));
      return looked.every((outcome) => !(outcome instanceof StepFailed));
    },
  };
  const missing = (): EngineName[] => [...new Set<EngineName>(names)].filter((name) => !found.has(name));

  /** Looks into the cache for what a step should have brought there. */
  async function collect(step: Step, failures: ReadonlyMap<EngineName, StepFailed>): Promise<void> {
    for (const name of missing()) {
      const outcome = await lookInCache(name, here);
      if (!(outcome instanceof StepFailed)) found.set(name, outcome);
      else reasons.push(reasonOf(name, step, failures.get(name) ?? outcome));
    }
  }

  try {
    await Promise.all(
      missing().map(async (name) => {
        const outcome = await findHere(name, here);
        if ('path' in outcome) found.set(name, outcome);
        else reasons.push(...outcome.reasons);
      }),
    );
    const mistaken = reasons.filter(({ step }) => step === 'explicit').map(({ engine }) => engine);
    if (mistaken.length > 0) throw new EnginesMissing(mistaken, reasons);
    if (missing().length > 0) await collect('release', await fetchReleases(missing(), context));
    if (missing().length > 0) {
      const wanted = missing();
      const { fetchPackages } = await import('./fetch-package.ts');
      const failure = await outcomeOf(fetchPackages(wanted, context), cache);
      await collect('package', new Map(failure === undefined ? [] : wanted.map((name) => [name, failure])));
    }
    if (missing().length > 0) throw new EnginesMissing(missing(), reasons);
    return Object.fromEntries(names.map((name) => [name, found.get(name)])) as Record<Name, Binary>;
  } finally {
    await memory.save();
  }
}

/** Fetches each product's archive, side by side. @returns why an engine was not fetched */
async function fetchReleases(names: EngineName[], context: FetchContext): Promise<Map<EngineName, StepFailed>> {
  // What it takes to fetch is loaded only when something is fetched.
  const { fetchRelease } = await import('./fetch-release.ts');
  const failures = new Map<EngineName, StepFailed>();
  const products = Map.groupBy(names, (name) => ENGINES[name].product);
  const fetches = [...products].map(([product, engines]) => ({
    engines,
    fetch: fetchRelease(product, engines, context),
  }));
  // All of them, even if one is aborted: until then there may be something half-made.
  await Promise.allSettled(fetches.map(({ fetch }) => fetch));
  for (const { engines, fetch } of fetches) {
    const failure = await outcomeOf(fetch, context.cache);
    if (failure !== undefined) for (const name of engines) failures.set(name, failure);
  }
  return failures;
}

/** @returns why a step failed; undefined when it did not */
async function outcomeOf(step: Promise<void>, cache: string): Promise<StepFailed | undefined> {
  try {
    await step;
    return undefined;
  } catch (error) {
    return stepFailure(error, cache);
  }
}

function reasonOf(engine: EngineName, step: Step, { code, params }: StepFailed): Reason {
  return { engine, step, code, params };
}
