import { existsSync } from 'node:fs';
import { join } from 'node:path';
import { z } from 'zod';
import { LANGS } from '../course/lang.ts';
import { readingPath } from '../course/paths.ts';
import type { Complaint, Rule } from './complaint.ts';
import { lessonIdsIn, loadModule, reasonOf, textOf } from './lesson-folders.ts';
import { readMarkdown } from './markdown.ts';

const shape = z.record(z.string(), z.array(z.string()));

/** What telemetry may be called is a published contract: every name and alias stands in backticks in both readings. */
export const lintNames: Rule = async (root) => {
  const complaints = await Promise.all(lessonIdsIn(root).map((id) => lintLesson(root, id)));
  return complaints.flat();
};

async function lintLesson(root: string, id: string): Promise<Complaint[]> {
  const file = `grader/lessons/${id}/names.ts`;
  if (!existsSync(join(root, file))) return [];
  try {
    const { data: names } = shape.safeParse((await loadModule(root, file))['NAMES']);
    if (names === undefined) return [{ file, message: 'exports no NAMES: give each name a list of its aliases' }];
    const complaints = await Promise.all(LANGS.map((lang) => lintReading(root, readingPath(id, lang), names)));
    return complaints.flat();
  } catch (error) {
    return [{ file, message: `does not load (${reasonOf(error)}): put that right` }];
  }
}

async function lintReading(root: string, reading: string, names: Record<string, string[]>): Promise<Complaint[]> {
  const text = await textOf(root, reading);
  if (text === undefined) return [];
  const { codes } = readMarkdown(text);
  return Object.entries(names).flatMap(([key, aliases]) => {
    const missing = aliases.filter((alias) => !codes.has(alias)).map((alias) => `\`${alias}\``);
    return missing.length === 0
      ? []
      : [
          {
            file: reading,
            message: `does not publish ${missing.join(', ')} (${key}): add to the table of names, in backticks`,
          },
        ];
  });
}
