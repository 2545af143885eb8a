import { join } from 'node:path';
import { EVIDENCE_SCHEMA, type Evidence, type Run } from '../evidence/evidence.ts';
import { firstChange, snapshotCourse } from './course-guard.ts';
import { DEFAULT_LIMITS, type Limits } from './limits.ts';
import type { ObservationPlan } from './plan.ts';
import { observeRun } from './run.ts';
import { copySubmission, removeStaleWorkplaces, SubmissionRefused, type Workplace } from './submission.ts';

/** What to observe. */
export interface ObserveOptions {
  lesson: ObservationPlan;
  /** The folder of the course. */
  root: string;
  /** The folder of the submission for this lesson. */
  source: string;
  /** The same seed sends the same traffic. */
  seed: number;
  limits?: Partial<Limits>;
}

/**
 * Runs a submission through all of a lesson's runs and gives what it was seen to do.
 * Whatever the submission does ends up in the evidence; an error thrown here is a fault of the grader's.
 */
export async function observe({ lesson, root, source, seed, limits = {} }: ObserveOptions): Promise<Evidence> {
  const evidence = { schema: EVIDENCE_SCHEMA, lesson: lesson.id, seed, startedAt: new Date().toISOString() } as const;
  const runs = join(root, '.grade', 'runs');
  await removeStaleWorkplaces(runs);
  try {
    const workplace = await copySubmission(source, runs);
    try {
      const before = await snapshotCourse(root);
      const observed = await observeRuns(lesson, workplace, seed, { ...DEFAULT_LIMITS, ...limits });
      const touched = firstChange(before, await snapshotCourse(root));
      const { directory } = workplace;
      if (touched === undefined) return { ...evidence, workplace: directory, runs: observed };
      const violation = { code: 'course-touched', params: { path: touched } } as const;
      return { ...evidence, workplace: directory, violation, runs: observed };
    } finally {
      await workplace.remove();
    }
  } catch (error) {
    if (!(error instanceof SubmissionRefused)) throw error;
    return { ...evidence, workplace: '', violation: { code: error.code, params: { path: error.path } }, runs: {} };
  }
}

/** All runs side by side: they share nothing but the copy of the submission. */
async function observeRuns(
  lesson: ObservationPlan,
  workplace: Workplace,
  seed: number,
  limits: Limits,
): Promise<Record<string, Run>> {
  const names = Object.keys(lesson.runs);
  const plans = Object.values(lesson.runs);
  const runs = await Promise.all(
    plans.map(async (plan, index) =>
      observeRun(plan, {
        name: names[index] ?? '',
        directory: workplace.directory,
        home: await workplace.makeHome(names[index] ?? ''),
        services: lesson.services,
        seed: seed + index,
        limits,
      }),
    ),
  );
  return Object.fromEntries(runs.map((run) => [run.name, run]));
}
