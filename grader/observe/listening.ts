import { readdir, readFile, readlink } from 'node:fs/promises';

const LISTEN = '0A';

/** The TCP ports a process listens on, as far as the system tells (Linux's /proc; elsewhere none). */
export async function portsOf(pid: number): Promise<number[]> {
  try {
    const fds = await readdir(`/proc/${pid}/fd`);
    const targets = await Promise.all(fds.map((fd) => readlink(`/proc/${pid}/fd/${fd}`).catch(() => '')));
    const inodes = new Set(targets.map((target) => /^socket:\[(\d+)\]$/.exec(target)?.[1]));
    const tables = await Promise.all(['tcp', 'tcp6'].map((name) => readFile(`/proc/${pid}/net/${name}`, 'utf8')));
    const ports = tables.flatMap((table) =>
      table
        .split('\n')
        .map((row) => row.trim().split(/\s+/))
        .filter((columns) => columns[3] === LISTEN && inodes.has(columns[9]))
        .map((columns) => Number.parseInt(columns[1]?.split(':')[1] ?? '', 16)),
    );
    return [...new Set(ports)].toSorted((a, b) => a - b);
  } catch {
    return [];
  }
}
