import type { Lesson } from '../lessons/lesson.ts';
import type { Complaint, Rule } from './complaint.ts';
import { lessonIdsIn, loadLesson, reasonOf } from './lesson-folders.ts';

/** What an id looks like. */
export const KEBAB = /^[a-z][a-z0-9]*(?:-[a-z0-9]+)*$/;

/** Every lesson can be loaded, is what its folder says, and declares its checks as `defineLesson` demands. */
export const lintChecks: Rule = async (root) => {
  const complaints = await Promise.all(lessonIdsIn(root).map((id) => lintLesson(root, id)));
  return complaints.flat();
};

async function lintLesson(root: string, id: string): Promise<Complaint[]> {
  const file = `grader/lessons/${id}/lesson.ts`;
  try {
    return faultsOf(await loadLesson(root, id), id).map((message) => ({ file, message }));
  } catch (error) {
    return [{ file, message: `does not load (${reasonOf(error)}): put that right` }];
  }
}

function faultsOf({ id, checks }: Lesson, folder: string): string[] {
  return [
    ...(id === folder ? [] : [`has the id "${id}": make it "${folder}", as its folder is called`]),
    ...checks.flatMap(({ id: check, points, codes }) => [
      ...(KEBAB.test(check) ? [] : [`check "${check}" is not kebab-case: rename it`]),
      ...(Number.isInteger(points) && points > 0
        ? []
        : [`check "${check}" has ${points} points: give it a whole number above 0`]),
      ...(codes.length > 0 ? [] : [`check "${check}" has no finding codes: name each thing it can find`]),
      ...codes
        .filter((code) => !KEBAB.test(code))
        .map((code) => `finding "${code}" of check "${check}" is not kebab-case: rename it`),
      ...codes
        .filter((code, index) => codes.indexOf(code) !== index)
        .map((code) => `finding "${code}" of check "${check}" stands twice: remove one`),
    ]),
  ];
}
