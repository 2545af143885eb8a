import { existsSync, readdirSync } from 'node:fs';
import { readFile } from 'node:fs/promises';
import { join } from 'node:path';
import { pathToFileURL } from 'node:url';
import { defineLesson, type Lesson } from '../lessons/lesson.ts';

/** The trees that have a folder for each lesson, under the same `NN-slug`. */
export const TREES = ['lessons', 'exercises', 'solutions', 'grader/lessons'] as const;

/** What a lesson's folder is called: two digits and a kebab-case slug. */
export const LESSON_ID = /^\d\d(?:-[a-z0-9]+)+$/;

/** The ids of a course's lessons, in order: the folders `lessons/NN-slug`. */
export function lessonIdsIn(root: string): string[] {
  return foldersIn(join(root, 'lessons')).filter((name) => LESSON_ID.test(name));
}

/** The names of the folders in a folder, in order; none when it does not exist. */
export function foldersIn(folder: string): string[] {
  if (!existsSync(folder)) return [];
  const entries = readdirSync(folder, { withFileTypes: true });
  return entries.flatMap((entry) => (entry.isDirectory() ? [entry.name] : [])).toSorted();
}

/** The paths of all files below a folder, relative to it, in order; none when it does not exist. */
export function filesIn(folder: string): string[] {
  if (!existsSync(folder)) return [];
  const entries = readdirSync(folder, { withFileTypes: true, recursive: true });
  return entries
    .flatMap((entry) => (entry.isDirectory() ? [] : [join(entry.parentPath, entry.name).slice(folder.length + 1)]))
    .toSorted();
}

/** A file's text; undefined when it does not exist. */
export async function textOf(root: string, file: string): Promise<string | undefined> {
  return existsSync(join(root, file)) ? await readFile(join(root, file), 'utf8') : undefined;
}

/** The exports of one of the course's modules. @throws whatever keeps it from being loaded */
export async function loadModule(root: string, file: string): Promise<Record<string, unknown>> {
  return (await import(pathToFileURL(join(root, file)).href)) as Record<string, unknown>;
}

/** A lesson as the grader sees it. @throws whatever keeps it from being loaded, and what `defineLesson` throws */
export async function loadLesson(root: string, id: string): Promise<Lesson> {
  const { default: lesson } = await loadModule(root, `grader/lessons/${id}/lesson.ts`);
  // Again, for a lesson that was declared without it.
  return defineLesson(lesson as Lesson);
}

/** The lessons that can be loaded; of the others the rule about checks complains. */
export async function loadableLessons(root: string): Promise<Lesson[]> {
  const lessons = await Promise.all(lessonIdsIn(root).map((id) => loadLesson(root, id).catch(() => undefined)));
  return lessons.filter((lesson) => lesson !== undefined);
}

/** What an error says, in one line. */
export function reasonOf(error: unknown): string {
  const [first = ''] = (error instanceof Error ? error.message : String(error)).split('\n');
  return first.trim();
}
