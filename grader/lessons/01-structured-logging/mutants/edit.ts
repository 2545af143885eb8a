import type { Mutant } from '../../lesson.ts';

/** One edit of one file: what most mutants are. */
export function mutant(
  id: string,
  story: string,
  edit: Mutant['edits'][number],
  outcome: Pick<Mutant, 'fails' | 'finds'>,
): Mutant {
  return { id, story, edits: [edit], ...outcome };
}

/** The files of the reference solution. */
export const IN_LOGGER = 'logger.ts';
export const IN_REQUESTS = 'request-log.ts';
export const IN_ROUTES = 'routes.ts';
export const IN_ERRORS = 'errors.ts';
export const IN_APP = 'app.ts';
