import { randomInt } from 'node:crypto';
import { existsSync } from 'node:fs';
import { dirname, join, resolve } from 'node:path';
import { lessonIds, resolveLesson } from '../course/catalogue.ts';
import { submissionFolder, shownPath, type Target } from '../course/paths.ts';
import { UsageError } from './usage-error.ts';

/** The formats a report can be written in. */
export const FORMATS = ['json', 'pretty'] as const;

export type Format = (typeof FORMATS)[number];

/** The options of `grade` as they were typed. */
export interface GradeOptions {
  all?: boolean;
  solution?: boolean;
  submission?: string;
  stack: string;
  report?: string[];
  seed?: string;
}

/** What to grade, checked: every lesson exists and has a submission. */
export interface GradePlan {
  lessons: { id: string; folder: string }[];
  target: Target;
  targetName: string;
  reports: { format: Format; file: string }[];
  seed: number;
}

const MAX_SEED = 0x7fffffff;

/** Turns what was typed into a plan. @throws {UsageError} for anything that cannot be graded */
export function planGrade(words: string[], options: GradeOptions): GradePlan {
  checkStack(options.stack);
  const target = targetOf(options);
  if (words.length === 0 && options.all !== true) throw new UsageError('error.noLesson');
  const ids = options.all === true ? lessonIds() : words.map((word) => lessonIdOf(word));
  const lessons = [...new Set(ids)].map((id) => {
    const folder = submissionFolder(target, id);
    if (folder === undefined) throw new UsageError('error.folder', { lesson: id, path: expectedFolder(target, id) });
    return { id, folder };
  });
  return {
    lessons,
    target,
    targetName: target.kind === 'submission' ? shownPath(target.directory) : target.kind,
    reports: reportsOf(options.report ?? []),
    seed: seedOf(options.seed),
  };
}

/** The lesson a word means. @throws {UsageError} when there is none */
export function lessonIdOf(word: string): string {
  const id = resolveLesson(word);
  if (id === undefined) throw new UsageError('error.lesson', { word, lessons: lessonIds().join(', ') });
  return id;
}

function checkStack(stack: string): void {
  if (stack === 'compose') throw new UsageError('error.compose');
  if (stack !== 'embedded') throw new UsageError('error.stack', { stack });
}

function targetOf({ solution, submission }: GradeOptions): Target {
  if (solution === true && submission !== undefined) throw new UsageError('error.conflict');
  if (submission !== undefined) {
    const directory = resolve(submission);
    if (submission === '' || !existsSync(directory)) throw new UsageError('error.submission', { path: submission });
    return { kind: 'submission', directory };
  }
  return { kind: solution === true ? 'solutions' : 'exercises' };
}

function expectedFolder(target: Target, id: string): string {
  return target.kind === 'submission' ? join(shownPath(target.directory), 'exercises', id) : join(target.kind, id);
}

function reportsOf(values: string[]): GradePlan['reports'] {
  const reports = values.map((value) => {
    const [word = '', ...rest] = value.split('=');
    const file = rest.join('=');
    const format = FORMATS.find((known) => known === word);
    if (file !== '' && file !== '-' && !existsSync(dirname(resolve(file))))
      throw new UsageError('error.reportFile', { file, reason: 'ENOENT' });
    if (format === undefined || file === '')
      throw new UsageError('error.report', { value, formats: FORMATS.join(', ') });
    return { format, file };
  });
  if (reports.filter(({ file }) => file === '-').length > 1) throw new UsageError('error.stdoutTwice');
  return reports;
}

function seedOf(word: string | undefined): number {
  if (word === undefined) return randomInt(MAX_SEED);
  const seed = Number(word);
  if (!/^\d+$/.test(word) || seed > MAX_SEED) throw new UsageError('error.seed', { seed: word });
  return seed;
}
