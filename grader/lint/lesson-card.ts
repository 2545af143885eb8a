import { z } from 'zod';
import { LANGS } from '../course/lang.ts';
import type { Complaint, Rule } from './complaint.ts';
import { lessonIdsIn } from './lesson-folders.ts';
import { departures } from './shape.ts';
import { readYaml } from './yaml-file.ts';

const title = z.string('is missing: write it').regex(/\S/, 'is empty: write it');
const duration = 'is no whole number above 0: say how long the lesson takes';
const LEVELS = ['beginner', 'intermediate', 'advanced'];

const card = z.strictObject(
  {
    title: z.strictObject(
      Object.fromEntries(LANGS.map((lang) => [lang, title])),
      'is missing: write it in each language',
    ),
    minutes: z.int(duration).positive(duration),
    level: z.enum(LEVELS, `is none of ${LEVELS.join(', ')}: choose one`),
  },
  'is no map: give it title, minutes and level',
);

/** `lesson.yaml` says what the catalogue shows of a lesson: titles, minutes, level. */
export const lintLessonCards: Rule = async (root) => {
  const complaints = await Promise.all(lessonIdsIn(root).map((id) => lintCard(root, `lessons/${id}/lesson.yaml`)));
  return complaints.flat();
};

async function lintCard(root: string, file: string): Promise<Complaint[]> {
  const { value, complaints } = await readYaml(root, file);
  if (complaints.length > 0) return complaints;
  return departures(card, value).map((message) => ({ file, message }));
}
