import { describeProgress } from '../backends/embedded/binaries/explain.ts';
import { findBinaries } from '../backends/embedded/binaries/find-binaries.ts';
import type { Binary, EngineName } from '../backends/engines.ts';
import type { Terminal } from './terminal.ts';

/** Finds the programs a lesson needs, or fetches them, and says so while it takes its time. @throws {EnginesMissing} */
export async function findPrograms(
  names: readonly EngineName[],
  { say, progress }: Pick<Terminal, 'say' | 'progress'>,
): Promise<Partial<Record<EngineName, Binary>>> {
  if (names.length === 0) return {};
  const found = await findBinaries(names, {
    env: process.env,
    progress: (step) => progress(describeProgress(step, say)),
  });
  progress('');
  return found;
}
