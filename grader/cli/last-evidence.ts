import { evidenceFolder } from '../course/paths.ts';
import type { Evidence } from '../evidence/evidence.ts';
import { readEvidence, UnreadableEvidence } from '../evidence/store.ts';

/** Whose timelines are shown before anything was graded. */
const FIRST_SEED = 1;

/** What the last grade of a lesson saw; undefined where there is none that can be read. */
export async function lastEvidence(lesson: string): Promise<Evidence | undefined> {
  try {
    return await readEvidence(evidenceFolder(lesson));
  } catch (error) {
    if (error instanceof UnreadableEvidence) return undefined;
    throw error;
  }
}

/** The same for a lesson that runs nothing, and has its numbers from the seed alone: those of the last grade, or of one that never was. */
export const lastEvidenceOrNone = async (lesson: string): Promise<Pick<Evidence, 'seed' | 'runs'>> =>
  (await lastEvidence(lesson)) ?? { seed: FIRST_SEED, runs: {} };
