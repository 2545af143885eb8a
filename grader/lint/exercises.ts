import { existsSync } from 'node:fs';
import { readFile } from 'node:fs/promises';
import { join } from 'node:path';
import type { Complaint, Rule } from './complaint.ts';
import { filesIn, lessonIdsIn } from './lesson-folders.ts';

/** Every exercise is its lesson's starter, byte for byte. True of the course as published, not where someone is learning. */
export const lintExercises: Rule = async (root) => {
  const complaints = await Promise.all(lessonIdsIn(root).map((id) => lintExercise(root, id)));
  return complaints.flat();
};

async function lintExercise(root: string, id: string): Promise<Complaint[]> {
  const starter = join(root, 'lessons', id, 'starter');
  const exercise = join(root, 'exercises', id);
  // Of a missing folder the rule about folders complains.
  if (!existsSync(starter) || !existsSync(exercise)) return [];
  const wanted = filesIn(starter);
  const found = filesIn(exercise);
  const complaints = await Promise.all(
    [...new Set([...wanted, ...found])].toSorted().map(async (path): Promise<Complaint[]> => {
      const fault = !found.includes(path)
        ? 'is missing'
        : !wanted.includes(path)
          ? `is not in lessons/${id}/starter`
          : (await isSame(join(starter, path), join(exercise, path)))
            ? undefined
            : `differs from lessons/${id}/starter/${path}`;
      const restore = `restore it with "npm run reset -- ${id.slice(0, 2)}", or change the starter alike`;
      return fault === undefined ? [] : [{ file: `exercises/${id}/${path}`, message: `${fault}: ${restore}` }];
    }),
  );
  return complaints.flat();
}

async function isSame(one: string, other: string): Promise<boolean> {
  const [first, second] = await Promise.all([readFile(one), readFile(other)]);
  return first.equals(second);
}
