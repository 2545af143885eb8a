import { lstat, readdir } from 'node:fs/promises';
import { join, relative } from 'node:path';

/** The course's own files, that no app has any business with. `exercises/` is the learner's and may change at any time. */
const GUARDED = [
  'grader',
  'lessons',
  'shop',
  'solutions',
  'package.json',
  'package-lock.json',
  'vitest.config.ts',
  '.npmrc',
];

/** What the course looked like at one moment. */
export type CourseSnapshot = ReadonlyMap<string, string>;

/** Notes inode, size and change time of each of the course's files: what cannot be put back after a write. */
export async function snapshotCourse(root: string): Promise<CourseSnapshot> {
  const snapshot = new Map<string, string>();
  async function visit(path: string): Promise<void> {
    const { ino, size, ctimeMs, isFolder } = await lstat(path).then(
      (found) => ({ ino: found.ino, size: found.size, ctimeMs: found.ctimeMs, isFolder: found.isDirectory() }),
      () => ({ ino: 0, size: 0, ctimeMs: 0, isFolder: false }),
    );
    if (isFolder) {
      snapshot.set(relative(root, path), 'folder');
      await Promise.all((await readdir(path)).map((name) => visit(join(path, name))));
    } else snapshot.set(relative(root, path), `${ino} ${size} ${ctimeMs}`);
  }
  await Promise.all(GUARDED.map((name) => visit(join(root, name))));
  return snapshot;
}

/** The first file, in alphabetical order, that differs between two snapshots. */
export function firstChange(before: CourseSnapshot, after: CourseSnapshot): string | undefined {
  const changed = [...new Set([...before.keys(), ...after.keys()])].filter(
    (path) => before.get(path) !== after.get(path),
  );
  return changed.toSorted()[0];
}
