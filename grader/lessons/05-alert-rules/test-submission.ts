import { mkdir, mkdtemp, rm, writeFile } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { dirname, join } from 'node:path';
import { onTestFinished } from 'vitest';
import { openEngines } from '../../backends/embedded/open-engines.ts';
import { programsFor } from '../../backends/embedded/programs.ts';
import type { Engines } from '../../backends/engines.ts';

/** Writes a submission for one test: texts by path. @returns its folder, and one to write in */
export async function writeSubmission(files: Record<string, string>): Promise<{ directory: string; folder: string }> {
  const root = await mkdtemp(join(tmpdir(), 'three-am-05-'));
  onTestFinished(() => rm(root, { recursive: true }));
  const directory = join(root, 'submission');
  await mkdir(directory);
  for (const [path, text] of Object.entries(files)) {
    await mkdir(join(directory, dirname(path)), { recursive: true });
    await writeFile(join(directory, path), text);
  }
  return { directory, folder: join(root, 'scratch') };
}

/** The real promtool and amtool, for one test. */
export async function openTools(): Promise<Engines> {
  return openEngines(await programsFor({ needs: ['promtool', 'amtool'] }), tmpdir());
}

/** A rule file with one group. */
export const groupFile = (group: string, rules: readonly object[]): string =>
  JSON.stringify({ groups: [{ name: group, rules }] });
