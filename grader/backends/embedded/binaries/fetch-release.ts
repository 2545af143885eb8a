import { join } from 'node:path';
import { install, withScratch } from './cache.ts';
import { download } from './download.ts';
import type { EngineName } from '../../engines.ts';
import type { Product } from './engines.ts';
import { StepFailed } from './engines-missing.ts';
import type { FetchContext } from './fetch-context.ts';
import { releaseName, type Platform } from './releases.ts';
import { unpack } from './unpack.ts';

/**
 * Fetches engines of one product from its release archive into the cache.
 * @throws {StepFailed} when there is none for this platform, or it cannot be had
 * @throws the signal's reason, and what the file system says. Nothing half-made is left in the cache
 */
export async function fetchRelease(product: Product, names: EngineName[], context: FetchContext): Promise<void> {
  const { cache, env, platform, releases, signal, progress } = context;
  const release = releases.table[product];
  const sha256 = release.sha256[platform as Platform];
  if (sha256 === undefined) throw new StepFailed('no-release', { product, platform });
  const name = releaseName(product, release, platform);
  const file = `${product} ${release.version}`;
  const onWait = (): void => progress({ step: 'wait', file });
  await withScratch(cache, name, { signal, onWait }, async (scratch) => {
    if (await context.areCached(names)) return; // by another process, meanwhile
    const archive = join(scratch, 'archive.tar.gz');
    await download({
      url: `${releases.baseUrl}/${product}/releases/download/v${release.version}/${name}.tar.gz`,
      to: archive,
      sha256,
      stallMs: releases.stallMs,
      env,
      signal,
      onProgress: (doneBytes, totalBytes) => progress({ step: 'download', file, doneBytes, totalBytes }),
    });
    progress({ step: 'unpack', file });
    await unpack(archive, name, names, scratch);
    signal?.throwIfAborted();
    for (const engine of names) await install(join(scratch, engine), join(cache, name), engine);
  });
}
