import type { Mutant } from './lesson.ts';

/** One edit of one file: what most mutants are. */
export function mutant(
  id: string,
  story: string,
  edit: Mutant['edits'][number],
  outcome: Pick<Mutant, 'fails' | 'finds'>,
): Mutant {
  return { id, story, edits: [edit], ...outcome };
}

/** That a check fails, and no other, with what it finds. */
export const alone = (check: string, ...codes: string[]): Pick<Mutant, 'fails' | 'finds'> => ({
  fails: [check],
  finds: codes.map((code) => `${check}/${code}`),
});
