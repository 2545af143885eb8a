import { randomBytes } from 'node:crypto';
import { constants, existsSync, readdirSync, rmSync } from 'node:fs';
import { mkdir, open, readdir, rm, lstat } from 'node:fs/promises';
import { join, relative } from 'node:path';

const MAX_FILES = 500;
const MAX_BYTES = 5 * 1024 * 1024;
/** Names that would change what an app imports or how it starts. */
const FORBIDDEN = new Set(['package.json', 'node_modules', '.npmrc']);

/** A submission that is not run: `path` is relative to it, `code` has its sentence in the CLI's texts. */
export class SubmissionRefused extends Error {
  readonly code: 'refused-name' | 'refused-kind' | 'refused-size' | 'refused-count';
  readonly path: string;

  constructor(code: SubmissionRefused['code'], path: string) {
    super(`${code}: ${path}`);
    this.name = 'SubmissionRefused';
    this.code = code;
    this.path = path;
  }
}

/** A private copy of a submission, inside the course so that its imports resolve. */
export interface Workplace {
  /** The copy. */
  directory: string;
  /** Makes a folder beside the copy: one run's HOME, or what the engines write. */
  makeFolder(name: string): Promise<string>;
  remove(): Promise<void>;
}

/**
 * Copies a submission's regular files to `<runs>/<pid>-<random>/app/`.
 * @throws {SubmissionRefused} for links, devices, forbidden names, too many or too large files, before anything has run
 */
export async function copySubmission(source: string, runs: string): Promise<Workplace> {
  const files = await list(source);
  const root = join(runs, `${process.pid}-${randomBytes(6).toString('hex')}`);
  const directory = join(root, 'app');
  const workplace: Workplace = {
    directory,
    async makeFolder(name) {
      const folder = join(root, name);
      await mkdir(folder);
      return folder;
    },
    remove: () => rm(root, { recursive: true, force: true }),
  };
  let bytes = 0;
  try {
    await mkdir(directory, { recursive: true });
    for (const file of files) {
      bytes += await copyFile(join(source, file), join(directory, file), MAX_BYTES - bytes, file);
    }
    return workplace;
  } catch (error) {
    await workplace.remove();
    throw error;
  }
}

/** Removes the copies that graders left behind which no longer run. */
export async function removeStaleWorkplaces(runs: string): Promise<void> {
  const names = await readdir(runs).catch(() => []);
  for (const name of names) {
    // A process id is a positive number: 0 and what is below it stand for groups.
    const [, pid] = /^([1-9]\d*)-/.exec(name) ?? [];
    if (pid !== undefined && !isAlive(Number(pid))) await rm(join(runs, name), { recursive: true, force: true });
  }
}

/** Removes this process's own copies, at once: for an exit that cannot wait. */
export function removeOwnWorkplaces(runs: string): void {
  if (!existsSync(runs)) return;
  for (const name of readdirSync(runs))
    if (name.startsWith(`${process.pid}-`)) rmSync(join(runs, name), { recursive: true, force: true });
}

async function list(source: string): Promise<string[]> {
  const root = await lstat(source);
  if (!root.isDirectory()) throw new SubmissionRefused('refused-kind', '.');
  const files: string[] = [];
  const folders = [source];
  for (const folder of folders) {
    for (const entry of await readdir(folder, { withFileTypes: true })) {
      const path = join(folder, entry.name);
      const shown = relative(source, path);
      // In any case: some file systems do not tell the difference.
      if (FORBIDDEN.has(entry.name.toLowerCase())) throw new SubmissionRefused('refused-name', shown);
      if (entry.isDirectory()) folders.push(path);
      else if (entry.isFile()) files.push(shown);
      else throw new SubmissionRefused('refused-kind', shown);
      if (files.length + folders.length > MAX_FILES) throw new SubmissionRefused('refused-count', shown);
    }
  }
  return files;
}

/** Copies one file without following a link that has just taken its place; gives its size in bytes. */
async function copyFile(from: string, to: string, room: number, shown: string): Promise<number> {
  const source = await open(from, constants.O_RDONLY | constants.O_NOFOLLOW | constants.O_NONBLOCK);
  try {
    const { size } = await source.stat();
    if (size > room) throw new SubmissionRefused('refused-size', shown);
    await mkdir(join(to, '..'), { recursive: true });
    const target = await open(to, 'wx');
    try {
      const content = await source.readFile();
      await target.writeFile(content);
      return content.length;
    } finally {
      await target.close();
    }
  } finally {
    await source.close();
  }
}

function isAlive(pid: number): boolean {
  try {
    process.kill(pid, 0);
    return true;
  } catch (error) {
    return (error as NodeJS.ErrnoException).code === 'EPERM';
  }
}
