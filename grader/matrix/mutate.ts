import { cp, readFile, rm, writeFile } from 'node:fs/promises';
import { join } from 'node:path';
import type { Mutant } from '../lessons/lesson.ts';

/**
 * Writes a mutant as a folder: the reference solution with the mutant's edits.
 * @throws {Error} when an edit's `find` does not stand exactly once in its file
 */
export async function writeMutant({ id, edits }: Mutant, solution: string, folder: string): Promise<void> {
  await rm(folder, { recursive: true, force: true });
  await cp(solution, folder, { recursive: true });
  for (const { file, find, replace } of edits) {
    const path = join(folder, file);
    const [before, after, ...more] = (await readFile(path, 'utf8')).split(find);
    if (before === undefined || after === undefined || more.length > 0)
      throw new Error(`mutant "${id}": its text to find must stand exactly once in ${file}`);
    await writeFile(path, `${before}${replace}${after}`);
  }
}
