import { join } from 'node:path';
import { extract } from 'tar';
import { StepFailed } from './engines-missing.ts';
import { isExecutable } from './executable.ts';

/**
 * Takes regular files out of a folder of a `.tar.gz`, and nothing else: what else it holds is not even looked at.
 * @param names the files, which will stand in `to`
 * @throws {StepFailed} when the archive is damaged or lacks one of them
 * @throws what the file system says
 */
export async function unpack(archive: string, folder: string, names: readonly string[], to: string): Promise<void> {
  const wanted = new Set(names.map((name) => `${folder}/${name}`));
  const faults: unknown[] = [];
  await extract({
    file: archive,
    cwd: to,
    strip: 1,
    filter: (path, entry) => wanted.has(path) && 'type' in entry && ['File', 'OldFile'].includes(entry.type),
    // That a file could not be written is a mere warning to the library.
    onwarn: (_code, _message, fault) => faults.push(fault),
  }).catch((error: unknown) => faults.push(error));
  const onDisk = faults.find((fault) => fault instanceof Error && 'syscall' in fault);
  if (onDisk instanceof Error) throw onDisk;
  const complete = await Promise.all(names.map((name) => isExecutable(join(to, name))));
  const lacking = names.filter((_, index) => !complete[index]);
  if (faults.length > 0 || lacking.length > 0)
    throw new StepFailed('archive', { files: lacking.join(', ') }, faults[0]);
}
