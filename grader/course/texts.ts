import { readFile } from 'node:fs/promises';
import { join } from 'node:path';
import { parse } from 'yaml';
import type { Lang } from './lang.ts';
import { ROOT } from './paths.ts';

/** What a learner reads about one check. */
export interface CheckTexts {
  title: string;
  /** What it costs at 3 a.m. */
  why: string;
  /** An anchor of the lesson's reading. */
  learn: string;
  /** A sentence for each finding code; `{name}` stands for the finding's parameter. */
  findings: Record<string, string>;
  /** Three: a nudge, where to look, how it is done. */
  hints: string[];
}

/** A lesson's texts in one language, by check id. */
export interface LessonTexts {
  checks: Record<string, CheckTexts>;
}

/** The grader's own sentences in one language, by key. */
export type ToolTexts = Record<string, string>;

export async function loadLessonTexts(lessonId: string, lang: Lang): Promise<LessonTexts> {
  return parse(await readFile(join(ROOT, 'lessons', lessonId, `texts.${lang}.yaml`), 'utf8')) as LessonTexts;
}

export async function loadToolTexts(lang: Lang): Promise<ToolTexts> {
  return parse(await readFile(join(ROOT, 'grader', 'cli', `texts.${lang}.yaml`), 'utf8')) as ToolTexts;
}

/** Gives the grader's sentence for `key`, its `{name}`s filled in. A missing one shows its key rather than nothing. */
export type Say = (key: string, params?: Readonly<Record<string, string | number>>) => string;

export function sayFrom(texts: ToolTexts): Say {
  return (key, params = {}) => fill(texts[key] ?? key, params);
}

/** Puts parameters in place of `{name}`; a name without a parameter stays as it is. */
export function fill(template: string, params: Readonly<Record<string, string | number>>): string {
  return template.replaceAll(/\{(\w+)\}/g, (whole, name: string) =>
    Object.hasOwn(params, name) ? String(params[name]) : whole,
  );
}
