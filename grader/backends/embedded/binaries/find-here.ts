import { join, resolve } from 'node:path';
import { packageFolder } from './cache.ts';
import type { Binary, EngineName } from '../../engines.ts';
import { ENGINES } from './engines.ts';
import { StepFailed, type Reason, type Step } from './engines-missing.ts';
import { findOnPath, isExecutable } from './executable.ts';
import { releaseName, type Releases } from './releases.ts';
import type { VersionMemory } from './version-memory.ts';
import { isAtLeast, isEngine } from './version.ts';

/** Where an engine may be on this machine. */
export interface Here {
  env: NodeJS.ProcessEnv;
  /** The course's folder for what it has fetched. */
  cache: string;
  platform: string;
  releases: Releases;
  memory: VersionMemory;
}

/**
 * Looks for an engine without fetching it: an explicit path, PATH, the cache. An explicit path that is wrong ends the search: whoever
 * set it wants no other engine.
 */
export async function findHere(name: EngineName, here: Here): Promise<Binary | { reasons: Reason[] }> {
  const { env, memory } = here;
  const { variable, files } = ENGINES[name];
  const reasons: Reason[] = [];
  const note = (step: Step, { code, params }: StepFailed): void =>
    void reasons.push({ engine: name, step, code, params });

  const explicit = env[variable];
  if (explicit !== undefined && explicit !== '') {
    const path = resolve(explicit);
    const outcome = (await isExecutable(path))
      ? await examine(name, path, memory)
      : new StepFailed('not-executable', { path });
    if (!(outcome instanceof StepFailed)) return outcome;
    note('explicit', new StepFailed(outcome.code, { ...outcome.params, variable }));
    return { reasons };
  }

  const paths = await findOnPath(files, env);
  if (paths.length === 0) note('path', new StepFailed('not-found', { files: files.join(', ') }));
  for (const path of paths) {
    const outcome = await examine(name, path, memory);
    if (!(outcome instanceof StepFailed)) return outcome;
    note('path', outcome);
  }

  const outcome = await lookInCache(name, here);
  if (!(outcome instanceof StepFailed)) return outcome;
  note('cache', outcome);
  return { reasons };
}

/** Looks for an engine in the cache: the release that the course pins, then what came from the distribution. */
export async function lookInCache(
  name: EngineName,
  { cache, platform, releases, memory }: Here,
): Promise<Binary | StepFailed> {
  const { product } = ENGINES[name];
  let failed = new StepFailed('not-found', { files: cache });
  for (const folder of [releaseName(product, releases.table[product], platform), packageFolder(platform)]) {
    const path = join(cache, folder, name);
    if (!(await isExecutable(path))) continue;
    const outcome = await examine(name, path, memory);
    if (!(outcome instanceof StepFailed)) return outcome;
    failed = outcome;
  }
  return failed;
}

async function examine(name: EngineName, path: string, memory: VersionMemory): Promise<Binary | StepFailed> {
  const identity = await memory.identify(path);
  const { minimum } = ENGINES[name];
  if (!isEngine(identity, name)) return new StepFailed('unusable', { path, engine: name });
  const { version } = identity;
  return isAtLeast(version, minimum)
    ? { name, path, version }
    : new StepFailed('too-old', { path, version, minimum: minimum.replace(/\.0$/, '') });
}
