import { join } from 'node:path';
import type { Lesson, Mutant } from '../lessons/lesson.ts';
import { KEBAB } from './checks.ts';
import type { Complaint, Rule } from './complaint.ts';
import { filesIn, loadableLessons, loadModule, reasonOf, textOf } from './lesson-folders.ts';

/** The reference solution's files, by path relative to its folder. */
export type Solution = Record<string, string>;

/** Every check has a mutant that fails it alone, every finding one that produces it, and every mutant can be made. */
export const lintMutants: Rule = async (root) => {
  const complaints = await Promise.all((await loadableLessons(root)).map((lesson) => lintLesson(root, lesson)));
  return complaints.flat();
};

async function lintLesson(root: string, lesson: Lesson): Promise<Complaint[]> {
  const file = `grader/lessons/${lesson.id}/mutants.ts`;
  if ((await textOf(root, file)) === undefined)
    return [{ file, message: 'does not exist: add it, with a mutant for each check and finding' }];
  try {
    const { default: mutants } = await loadModule(root, file);
    if (!Array.isArray(mutants)) return [{ file, message: 'exports no list: make its default export the mutants' }];
    const solution = await readSolution(root, lesson.id);
    return mutantFaults(lesson, mutants as Mutant[], solution).map((message) => ({ file, message }));
  } catch (error) {
    return [{ file, message: `does not load (${reasonOf(error)}): put that right` }];
  }
}

async function readSolution(root: string, id: string): Promise<Solution> {
  const folder = `solutions/${id}`;
  const texts = filesIn(join(root, folder)).map(
    async (path) => [path, (await textOf(root, `${folder}/${path}`)) ?? ''] as const,
  );
  return Object.fromEntries(await Promise.all(texts));
}

/** What is wrong with a lesson's mutants, each with its remedy. It reads what they declare; the course's tests run them. */
export function mutantFaults(
  { id, checks }: Pick<Lesson, 'id' | 'checks'>,
  mutants: Mutant[],
  solution: Solution,
): string[] {
  const findings = checks.flatMap((check) => check.codes.map((code) => `${check.id}/${code}`));
  const alone = new Set(mutants.flatMap(({ fails }) => (fails.length === 1 ? fails : [])));
  const found = new Set(mutants.flatMap(({ finds }) => finds));
  return [
    ...mutants.flatMap((mutant, index) => [
      ...(mutants.findIndex((other) => other.id === mutant.id) === index
        ? []
        : [`mutant "${mutant.id}" stands twice: rename one`]),
      ...declarationFaults(
        mutant,
        checks.map((check) => check.id),
        findings,
      ),
      ...editFaults(mutant, solution, `solutions/${id}`),
    ]),
    ...checks
      .filter((check) => !alone.has(check.id))
      .map((check) => `check "${check.id}" has no mutant that fails it alone: add one with fails: ['${check.id}']`),
    ...findings
      .filter((finding) => !found.has(finding))
      .map((finding) => `finding "${finding}" has no mutant: add one with '${finding}' among its finds`),
  ];
}

function declarationFaults(
  { id, story, edits, fails, finds }: Mutant,
  checkIds: string[],
  findings: string[],
): string[] {
  const faults = [
    ...(KEBAB.test(id) ? [] : ['is not kebab-case: rename it']),
    ...(story.trim() === '' ? ['has no story: say what someone did, and why it is wrong'] : []),
    ...(edits.length === 0 ? ['has no edits: make some'] : []),
    ...(fails.length === 0 ? ['fails nothing: name the checks that it fails'] : []),
    ...fails
      .filter((check) => !checkIds.includes(check))
      .map((check) => `fails "${check}", which is no check of the lesson: name one of ${checkIds.join(', ')}`),
    ...finds.flatMap((finding) => {
      const [check = ''] = finding.split('/');
      if (!findings.includes(finding))
        return [
          `finds "${finding}", which no check has: name a check and one of its codes, as in "${findings[0] ?? 'check/code'}"`,
        ];
      return fails.includes(check) ? [] : [`finds "${finding}" and does not fail "${check}": add it to fails`];
    }),
  ];
  return faults.map((fault) => `mutant "${id}" ${fault}`);
}

/** The edits are made one after the other, so that a later one may stand in what an earlier one wrote. */
function editFaults({ id, edits }: Mutant, solution: Solution, folder: string): string[] {
  const edited = { ...solution };
  return edits.flatMap(({ file, find, replace }) => {
    const text = edited[file];
    if (text === undefined)
      return [
        `mutant "${id}" edits ${file}, which ${folder} does not have: name one of ${Object.keys(solution).join(', ')}`,
      ];
    const times = find === '' ? 0 : text.split(find).length - 1;
    const [first = ''] = find.trim().split('\n');
    if (times !== 1)
      return [
        `mutant "${id}" looks for "${first}" in ${folder}/${file}, where it stands ${times} times: make find match exactly once`,
      ];
    edited[file] = text.replace(find, () => replace);
    return edited[file] === text
      ? [`mutant "${id}" leaves ${folder}/${file} as it is: make replace differ from find`]
      : [];
  });
}
