import { chmod, mkdir, mkdtemp, open, readdir, rename, rm } from 'node:fs/promises';
import { homedir } from 'node:os';
import { isAbsolute, join, resolve } from 'node:path';
import { withLock, type LockOptions } from './lock.ts';

/** The course's folder for what it has fetched: THREE_AM_CACHE, or `three-am` in the user's cache. */
export function cacheFolder(env: NodeJS.ProcessEnv): string {
  const { THREE_AM_CACHE: own, XDG_CACHE_HOME: caches, HOME: home } = env;
  if (own !== undefined && own !== '') return resolve(own);
  // A relative one is to be ignored, says the XDG Base Directory Specification.
  if (caches !== undefined && isAbsolute(caches)) return join(caches, 'three-am');
  return join(home !== undefined && home !== '' ? home : homedir(), '.cache', 'three-am');
}

/** The folder in the cache for what came out of the distribution's packages. */
export function packageFolder(platform: string): string {
  return `distribution.${platform}`;
}

/**
 * Lets one process at a time fetch something into the cache, in a new folder of its own there, which is removed afterwards. What
 * processes have left that were killed is removed first.
 * @param name what is fetched, as a file name
 */
export async function withScratch<Result>(
  cache: string,
  name: string,
  options: LockOptions,
  task: (folder: string) => Promise<Result>,
): Promise<Result> {
  await mkdir(cache, { recursive: true });
  return await withLock(join(cache, `${name}.lock`), options, async () => {
    const prefix = `${name}.part-`;
    // Whoever made these does not hold the lock any more.
    const left = (await readdir(cache)).filter((entry) => entry.startsWith(prefix));
    for (const entry of left) await rm(join(cache, entry), { recursive: true, force: true });
    const folder = await mkdtemp(join(cache, prefix));
    try {
      return await task(folder);
    } finally {
      await rm(folder, { recursive: true, force: true });
    }
  });
}

/** Moves a complete file to its place in the cache, as an executable: every later run trusts what stands there. */
export async function install(file: string, folder: string, name: string): Promise<void> {
  await mkdir(folder, { recursive: true });
  await chmod(file, 0o755);
  const handle = await open(file, 'r');
  try {
    // Some file systems keep a new name sooner than the bytes: a power cut would leave an empty file.
    await handle.sync();
  } finally {
    await handle.close();
  }
  await rename(file, join(folder, name));
}
