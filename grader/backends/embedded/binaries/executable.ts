import { constants } from 'node:fs';
import { access, stat } from 'node:fs/promises';
import { delimiter, isAbsolute, join } from 'node:path';

/** Whether a path is a file that this user may run. */
export async function isExecutable(path: string): Promise<boolean> {
  try {
    const [about] = await Promise.all([stat(path), access(path, constants.X_OK)]);
    return about.isFile();
  } catch {
    return false;
  }
}

/** The executables with one of these names, as PATH has them: the folder's order counts before the names'. */
export async function findOnPath(names: readonly string[], env: NodeJS.ProcessEnv): Promise<string[]> {
  // A relative folder means another file wherever one stands.
  const folders = (env['PATH'] ?? '').split(delimiter).filter((folder) => isAbsolute(folder));
  const paths = [...new Set(folders.flatMap((folder) => names.map((name) => join(folder, name))))];
  const found = await Promise.all(paths.map(isExecutable));
  return paths.filter((_, index) => found[index]);
}
