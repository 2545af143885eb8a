import { readdirSync } from 'node:fs';
import { readFile } from 'node:fs/promises';
import { join } from 'node:path';
import { parse } from 'yaml';
import type { Lesson } from '../lessons/lesson.ts';
import type { Lang } from './lang.ts';
import { ROOT } from './paths.ts';

/** What `lesson.yaml` says of a lesson. */
export interface LessonCard {
  title: Record<Lang, string>;
  /** How long reading and repair take. */
  minutes: number;
  level: 'beginner' | 'intermediate' | 'advanced';
}

/** The ids of all lessons, in order. A lesson is a folder `lessons/NN-slug`. */
export function lessonIds(): string[] {
  return readdirSync(join(ROOT, 'lessons'))
    .filter((name) => /^\d\d-[a-z0-9-]+$/.test(name))
    .toSorted();
}

/** The lesson that `1`, `01`, `structured-logging` or `01-structured-logging` means; undefined when there is none. */
export function resolveLesson(word: string): string | undefined {
  return lessonIds().find((id) => {
    const [number = '', ...slug] = id.split('-');
    return word === id || word === slug.join('-') || (/^\d{1,2}$/.test(word) && Number(word) === Number(number));
  });
}

/** The lesson as the grader sees it. */
export async function loadLesson(id: string): Promise<Lesson> {
  const module = (await import(`../lessons/${id}/lesson.ts`)) as { default: Lesson };
  return module.default;
}

/** A lesson's title, length and level. */
export async function loadCard(id: string): Promise<LessonCard> {
  return parse(await readFile(join(ROOT, 'lessons', id, 'lesson.yaml'), 'utf8')) as LessonCard;
}
