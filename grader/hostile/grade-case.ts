import { existsSync } from 'node:fs';
import { cp, mkdir, rm } from 'node:fs/promises';
import { join } from 'node:path';
import { programsFor } from '../backends/embedded/programs.ts';
import { loadLesson } from '../course/catalogue.ts';
import { ROOT } from '../course/paths.ts';
import { loadToolTexts, sayFrom } from '../course/texts.ts';
import type { Evidence } from '../evidence/evidence.ts';
import { readEvidence, writeEvidence } from '../evidence/store.ts';
import { judge } from '../lessons/judge.ts';
import { writeMutant } from '../matrix/mutate.ts';
import type { Limits } from '../observe/limits.ts';
import { observe } from '../observe/observe.ts';
import { buildLessonReport } from '../report/build.ts';
import type { LessonReport } from '../report/schema.ts';
import type { HostileCase } from './cases.ts';
import type { ScratchCourse } from './scratch-course.ts';

/** The lesson that hostile apps are graded as. */
export const LESSON = '01-structured-logging';

/** A right app. */
export const SOLUTION = join(ROOT, 'solutions', LESSON);

/** The same traffic each time, so that reports can be compared. */
const SEED = 20_251_224;

/** Shorter than what learners get. A right app on a busy machine stays well within them. */
const LIMITS: Partial<Limits> = { exchangeMs: 5_000, runMs: 20_000, graceMs: 3_000, outputBytes: 512 * 1024 };

/** Writes a case's app, with the reference solution as its `./solution`. */
export async function writeSubmission(
  { id, edits = [], make }: Pick<HostileCase, 'id' | 'edits' | 'make'>,
  folder: string,
): Promise<void> {
  const app = join(import.meta.dirname, id, 'app.ts');
  if (existsSync(app)) {
    await mkdir(folder, { recursive: true });
    await cp(app, join(folder, 'app.ts'));
    await writeMutant({ id, edits, story: '', fails: [], finds: [] }, SOLUTION, join(folder, 'solution'));
  }
  await make?.(folder);
}

/** What of a case says how it is graded. */
export type GradeOptions = Pick<HostileCase, 'limits' | 'firstRunOnly'> & {
  /** The lesson it is graded as, if not the usual one. */
  lesson?: string;
};

/** Evidence as it is judged: written, and read again. */
async function keptEvidence(seen: Evidence, folder: string): Promise<Evidence> {
  const written = await writeEvidence(seen, folder);
  try {
    return await readEvidence(written);
  } finally {
    await rm(written, { recursive: true });
  }
}

/** Observes and judges a submission, and gives the report without a lesson's prose: codes as messages, ids as titles. */
export async function gradeCase(
  { root, submission }: Pick<ScratchCourse, 'root' | 'submission'>,
  { limits, firstRunOnly, lesson: id = LESSON }: GradeOptions = {},
): Promise<LessonReport> {
  const whole = await loadLesson(id);
  const runs = firstRunOnly === true ? Object.fromEntries(Object.entries(whole.runs).slice(0, 1)) : whole.runs;
  const lesson = { ...whole, runs };
  const programs = await programsFor(lesson);
  const seen = await observe({
    lesson,
    root,
    source: submission,
    seed: SEED,
    programs,
    limits: { ...LIMITS, ...limits },
  });
  const evidence = await keptEvidence(seen, `${root}-evidence`);
  const verdicts = judge(lesson, evidence);
  const say = sayFrom(await loadToolTexts('en'));
  return buildLessonReport({ lesson, evidence, verdicts, lang: 'en', texts: { checks: {} }, say, durationMs: 0 });
}
