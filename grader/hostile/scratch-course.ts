import { createHash } from 'node:crypto';
import { cp, mkdir, mkdtemp, readdir, readFile, readlink, realpath, rm, stat, symlink } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join, relative } from 'node:path';
import { ROOT } from '../course/paths.ts';
import { processesOf } from './leftovers.ts';

/** What an app finds around its workplace, and could do harm to. */
const PARTS = ['grader', 'lessons', 'shop', 'solutions', 'package.json', 'package-lock.json'];

/** Above this, a file's size stands for its content. */
const HASHED_BYTES = 16 * 1024 * 1024;

/** A course of one test's own: whoever works in the real one meanwhile is not taken for the app, and no app can harm it. */
export interface ScratchCourse {
  /** The course's folder. */
  root: string;
  /** An empty folder beside it, for a submission. */
  submission: string;
  /** Notes what there is, for `touched`. */
  note(): Promise<void>;
  /** Paths, relative to the course, that are not as they were noted: made, changed or gone. */
  touched(): Promise<string[]>;
  /** Ends what still runs in it, and removes it. */
  close(): Promise<void>;
}

/** Copies the course's own files; `node_modules` is a link to the real ones. */
export async function openScratchCourse(): Promise<ScratchCourse> {
  const base = await realpath(await mkdtemp(join(tmpdir(), 'three-am-hostile-')));
  const [root, submission] = [join(base, 'course'), join(base, 'submission')];
  for (const part of PARTS)
    await cp(join(ROOT, part), join(root, part), { recursive: true, filter: (path) => path !== import.meta.dirname });
  await symlink(join(ROOT, 'node_modules'), join(root, 'node_modules'));
  await mkdir(submission);
  let before = new Map<string, string>();
  return {
    root,
    submission,
    async note() {
      before = await fingerprints(base, root);
    },
    async touched() {
      const after = await fingerprints(base, root);
      const paths = new Set([...before.keys(), ...after.keys()]);
      return [...paths].filter((path) => before.get(path) !== after.get(path)).toSorted();
    },
    async close() {
      for (const { pid } of await processesOf(base)) kill(pid);
      await rm(base, { recursive: true, force: true });
    },
  };
}

/** Everything below `base` that is no folder, with the hash of what it holds. Links are not followed. */
async function fingerprints(base: string, root: string): Promise<Map<string, string>> {
  const found = new Map<string, string>();
  async function visit(folder: string): Promise<void> {
    for (const entry of await readdir(folder, { withFileTypes: true })) {
      const path = join(folder, entry.name);
      if (entry.isDirectory()) await visit(path);
      else
        found.set(
          relative(root, path),
          await (entry.isFile() ? fingerprint(path) : readlink(path).catch(() => 'special')),
        );
    }
  }
  await visit(base);
  return found;
}

async function fingerprint(file: string): Promise<string> {
  const { size } = await stat(file);
  if (size > HASHED_BYTES) return String(size);
  return createHash('sha256')
    .update(await readFile(file))
    .digest('hex');
}

function kill(pid: number): void {
  try {
    process.kill(pid, 'SIGKILL');
  } catch {
    // it has ended by itself
  }
}
