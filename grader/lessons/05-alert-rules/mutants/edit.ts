import { readFileSync } from 'node:fs';
import { join } from 'node:path';
import { ROOT } from '../../../course/paths.ts';
import type { Mutant } from '../../lesson.ts';

/** The files of the reference solution. */
export const IN_SLO = 'rules/slo.yml';
export const IN_SERVICES = 'rules/services.yml';
export const IN_RESOURCES = 'rules/resources.yml';
export const IN_BUSINESS = 'rules/business.yml';
export const IN_ALERTING = 'rules/alerting.yml';
/** All that hold rules. */
export const RULE_FILES = [IN_SLO, IN_SERVICES, IN_RESOURCES, IN_BUSINESS, IN_ALERTING];
export const IN_ALERTMANAGER = 'alertmanager.yml';

type Edit = Mutant['edits'][number];

/** A mutant of one file: pairs of what to find and what to write instead. */
export function mutant(
  id: string,
  story: string,
  file: string,
  edits: readonly (readonly [find: string, replace: string])[],
  outcome: Pick<Mutant, 'fails' | 'finds'>,
): Mutant {
  return { id, story, edits: edits.map(([find, replace]): Edit => ({ file, find, replace })), ...outcome };
}

/** That a check fails, and no other, with what it finds. */
export const alone = (check: string, ...codes: string[]): Pick<Mutant, 'fails' | 'finds'> => ({
  fails: [check],
  finds: codes.map((code) => `${check}/${code}`),
});

/** That a check fails with what it finds, and others with it. */
export const along = (
  check: string,
  codes: readonly string[],
  others: readonly string[],
): Pick<Mutant, 'fails' | 'finds'> => ({
  fails: [check, ...others],
  finds: codes.map((code) => `${check}/${code}`),
});

/** Something else in the place of all that a file holds. */
export const instead = (file: string, replace: string): Edit => ({
  file,
  find: readFileSync(join(ROOT, 'solutions/05-alert-rules', file), 'utf8'),
  replace,
});
