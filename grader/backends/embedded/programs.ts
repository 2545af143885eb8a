import type { Binary, EngineName } from '../engines.ts';
import { findBinaries } from './binaries/find-binaries.ts';

/** Finds the programs that something needs, fetching them if it must, without saying so. @throws {EnginesMissing} */
export async function programsFor({
  needs = [],
}: {
  needs?: readonly EngineName[];
}): Promise<Partial<Record<EngineName, Binary>>> {
  return needs.length === 0 ? {} : await findBinaries(needs, { env: process.env, progress: () => {} });
}
