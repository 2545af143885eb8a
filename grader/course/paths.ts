import { existsSync } from 'node:fs';
import { join, relative, resolve } from 'node:path';
import type { Lang } from './lang.ts';

/** The folder of the course. */
export const ROOT = resolve(import.meta.dirname, '../..');

/** Which tree a lesson's submission is taken from. */
export type Target = { kind: 'exercises' } | { kind: 'solutions' } | { kind: 'submission'; directory: string };

/** Where a lesson's submission stands: `DIR/exercises/NN-slug` or `DIR/NN-slug` for a submission. Undefined when there is none. */
export function submissionFolder(target: Target, lessonId: string): string | undefined {
  const candidates =
    target.kind === 'submission'
      ? [join(target.directory, 'exercises', lessonId), join(target.directory, lessonId)]
      : [join(ROOT, target.kind, lessonId)];
  return candidates.find((path) => existsSync(path));
}

/** Where a lesson's evidence is kept. */
export function evidenceFolder(lessonId: string): string {
  return join(ROOT, '.grade', lessonId);
}

/** A lesson's reading in one language, relative to the course. */
export function readingPath(lessonId: string, lang: Lang): string {
  return `lessons/${lessonId}/README${lang === 'en' ? '' : `.${lang}`}.md`;
}

/** A path as people type it: relative to where they stand, where that is shorter. */
export function shownPath(path: string): string {
  const fromHere = relative(process.cwd(), path);
  return fromHere !== '' && !fromHere.startsWith('..') ? fromHere : path;
}
