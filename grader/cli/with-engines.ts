import { mkdtemp, rm } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { openEngines } from '../backends/embedded/open-engines.ts';
import type { EngineName, Engines } from '../backends/engines.ts';
import { findPrograms } from './find-programs.ts';
import type { Terminal } from './terminal.ts';

/** Starts engines for one question, and ends them when it is answered. @throws {EnginesMissing} */
export async function withEngines<T>(
  names: readonly EngineName[],
  terminal: Terminal,
  question: (engines: Engines) => Promise<T>,
): Promise<T> {
  const programs = await findPrograms(names, terminal);
  const folder = await mkdtemp(join(tmpdir(), 'three-am-engines-'));
  const engines = openEngines(programs, folder);
  try {
    return await question(engines);
  } finally {
    await engines.close();
    await rm(folder, { recursive: true, force: true });
  }
}
