import { lintChecks } from './checks.ts';
import { lintCodeBlocks } from './code-blocks.ts';
import type { Complaint } from './complaint.ts';
import { lintExercises } from './exercises.ts';
import { lintFolders } from './folders.ts';
import { lintLearnAnchors } from './learn-anchors.ts';
import { lintLessonCards } from './lesson-card.ts';
import { lintLessonTexts } from './lesson-texts.ts';
import { lintLinks } from './links.ts';
import { lintMutants } from './mutants.ts';
import { lintNames } from './names.ts';
import { lintReportSchema } from './report-schema.ts';
import { lintToolTexts } from './tool-texts.ts';

const RULES = [
  lintFolders,
  lintLessonCards,
  lintChecks,
  lintLessonTexts,
  lintToolTexts,
  lintLearnAnchors,
  lintLinks,
  lintNames,
  lintCodeBlocks,
  lintMutants,
  lintReportSchema,
];

/** All complaints about a course, rule by rule. `exercises`: whether each exercise must still be its starter. */
export async function lintCourse(root: string, { exercises }: { exercises: boolean }): Promise<Complaint[]> {
  const rules = exercises ? [...RULES, lintExercises] : RULES;
  const complaints = await Promise.all(rules.map((rule) => rule(root)));
  return complaints.flat();
}
