import { existsSync, readdirSync } from 'node:fs';
import { join } from 'node:path';
import type { Complaint, Rule } from './complaint.ts';
import { foldersIn, LESSON_ID, TREES } from './lesson-folders.ts';

/** What stands in `lessons/NN-slug`, and nothing else. The rules about texts demand the YAML files. */
const ALLOWED = ['README.md', 'README.ko.md', 'texts.en.yaml', 'texts.ko.yaml', 'lesson.yaml', 'starter'];

/** What each tree must have for each lesson, as far as no other rule reads it. */
const NEEDED: Record<(typeof TREES)[number], string[]> = {
  lessons: ['README.md', 'README.ko.md', 'starter'],
  exercises: [],
  solutions: [],
  'grader/lessons': ['lesson.ts', 'lesson.grade.ts'],
};

/** Every lesson has the same `NN-slug` in all trees, a number of its own, its readings, and nothing that no one reads. */
export const lintFolders: Rule = (root) => {
  const ids = [...new Set(TREES.flatMap((tree) => foldersIn(join(root, tree))))].toSorted();
  return Promise.resolve([
    ...ids.filter((id) => !LESSON_ID.test(id)).flatMap((name) => misnamed(root, name)),
    ...ids.filter((id) => LESSON_ID.test(id)).flatMap((id) => [...incomplete(root, id), ...strays(root, id)]),
    ...sharedNumbers(foldersIn(join(root, 'lessons'))),
  ]);
};

function misnamed(root: string, name: string): Complaint[] {
  return TREES.filter((tree) => existsSync(join(root, tree, name))).map((tree) => ({
    file: `${tree}/${name}`,
    message: 'is no lesson: name it NN-slug (two digits, kebab-case) or move it elsewhere',
  }));
}

function incomplete(root: string, id: string): Complaint[] {
  return TREES.flatMap((tree) => {
    const folder = `${tree}/${id}`;
    if (!existsSync(join(root, folder)))
      return [{ file: folder, message: `does not exist: add it, or remove ${id} from ${TREES.join(', ')}` }];
    return NEEDED[tree]
      .filter((name) => !existsSync(join(root, folder, name)))
      .map((name) => ({ file: `${folder}/${name}`, message: 'does not exist: add it' }));
  });
}

function strays(root: string, id: string): Complaint[] {
  const folder = `lessons/${id}`;
  if (!existsSync(join(root, folder))) return [];
  return readdirSync(join(root, folder))
    .filter((name) => !ALLOWED.includes(name))
    .map((name) => ({
      file: `${folder}/${name}`,
      message: `is not part of a lesson: remove it (a lesson has ${ALLOWED.join(', ')})`,
    }));
}

function sharedNumbers(ids: string[]): Complaint[] {
  return ids.flatMap((id, index) => {
    const earlier = ids.slice(0, index).find((other) => other.slice(0, 2) === id.slice(0, 2));
    return earlier === undefined
      ? []
      : [{ file: `lessons/${id}`, message: `has the number of ${earlier}: give it one of its own` }];
  });
}
