import { mkdir, readFile, rename, rm, stat, writeFile } from 'node:fs/promises';
import { join } from 'node:path';
import { askVersion, type Identity } from './version.ts';

/** An answer, and the file that gave it. */
interface Entry extends Identity {
  mtimeMs: number;
  size: number;
}

/** What programs have said of themselves. To ask costs a tenth of a second for each, every time. */
export interface VersionMemory {
  /** Asks only a program that has changed since it was asked last. Undefined when it is none of the engines. */
  identify(path: string): Promise<Identity | undefined>;
  /** Keeps what was learnt. A cache that cannot be written to is no reason not to grade. */
  save(): Promise<void>;
}

/** Opens the memory that is kept in a folder. A file that is missing or damaged is an empty memory. */
export async function openVersionMemory(folder: string): Promise<VersionMemory> {
  const file = join(folder, 'versions.json');
  const known = parse(await readFile(file, 'utf8').catch(() => ''));
  let changed = false;
  return {
    async identify(path) {
      const about = await stat(path).catch(() => undefined);
      if (about === undefined) return undefined;
      const { mtimeMs, size } = about;
      const entry = known.get(path);
      if (entry?.mtimeMs === mtimeMs && entry.size === size) return entry;
      const identity = await askVersion(path);
      if (identity === undefined) return undefined;
      known.set(path, { ...identity, mtimeMs, size });
      changed = true;
      return identity;
    },
    async save() {
      if (!changed) return;
      const written = `${file}.${process.pid}`;
      try {
        await mkdir(folder, { recursive: true });
        await writeFile(written, JSON.stringify(Object.fromEntries(known)));
        await rename(written, file);
      } catch {
        await rm(written, { force: true }).catch(() => {});
      }
    },
  };
}

function parse(text: string): Map<string, Entry> {
  try {
    const content: unknown = JSON.parse(text);
    return new Map(Object.entries(content ?? {}).filter((pair): pair is [string, Entry] => isEntry(pair[1])));
  } catch {
    return new Map();
  }
}

function isEntry(value: unknown): value is Entry {
  const { name, version, mtimeMs, size } = (value ?? {}) as Record<string, unknown>;
  return (
    typeof name === 'string' &&
    typeof version === 'string' &&
    /^\d+\.\d+\.\d+$/.test(version) &&
    typeof mtimeMs === 'number' &&
    typeof size === 'number'
  );
}
