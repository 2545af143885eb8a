import { availableParallelism } from 'node:os';
import { join } from 'node:path';
import pLimit from 'p-limit';
import { openEngines } from '../backends/embedded/open-engines.ts';
import type { Binary, EngineName, Engines } from '../backends/engines.ts';
import { EVIDENCE_SCHEMA, type Evidence, type Json, type Run } from '../evidence/evidence.ts';
import { firstChange, snapshotCourse } from './course-guard.ts';
import { DEFAULT_LIMITS, type Limits } from './limits.ts';
import type { ObservationPlan } from './plan.ts';
import { observeRun } from './run.ts';
import { copySubmission, removeStaleWorkplaces, SubmissionRefused, type Workplace } from './submission.ts';

/** Opens the engines of the given programs; each process they start writes below `folder`. */
export type OpenEngines = (programs: Partial<Record<EngineName, Binary>>, folder: string) => Engines;

/** What to observe. */
export interface ObserveOptions {
  lesson: ObservationPlan;
  /** The folder of the course. */
  root: string;
  /** The folder of the submission for this lesson. */
  source: string;
  /** The same seed sends the same traffic. */
  seed: number;
  /** The programs that the lesson needs. */
  programs?: Partial<Record<EngineName, Binary>>;
  /** Default: engines of the submission's own. */
  open?: OpenEngines;
  limits?: Partial<Limits>;
}

/**
 * Runs a submission through all of a lesson's runs and gives what it was seen to do.
 * Whatever the submission does ends up in the evidence; an error thrown here is a fault of the grader's.
 */
export async function observe({
  lesson,
  root,
  source,
  seed,
  programs = {},
  open = openEngines,
  limits = {},
}: ObserveOptions): Promise<Evidence> {
  const evidence = { schema: EVIDENCE_SCHEMA, lesson: lesson.id, seed, startedAt: new Date().toISOString() } as const;
  const workplaces = join(root, '.grade', 'runs');
  await removeStaleWorkplaces(workplaces);
  try {
    const workplace = await copySubmission(source, workplaces);
    try {
      const before = await snapshotCourse(root);
      const observing = observeRuns(lesson, workplace, seed, { ...DEFAULT_LIMITS, ...limits });
      const asking = ask({ lesson, workplace, seed, programs, open, runs: observing });
      const [runs, asked] = await settled(observing, asking);
      const touched = firstChange(before, await snapshotCourse(root));
      const seen = { ...evidence, workplace: workplace.directory, runs, ...asked };
      if (touched === undefined) return seen;
      return { ...seen, violation: { code: 'course-touched', params: { path: touched } } };
    } finally {
      await workplace.remove();
    }
  } catch (error) {
    if (!(error instanceof SubmissionRefused)) throw error;
    return {
      ...evidence,
      workplace: '',
      violation: { code: error.code, params: { path: error.path } },
      runs: {},
      ...UNASKED,
    };
  }
}

const UNASKED = { engines: {}, answers: null };

interface Asking {
  lesson: ObservationPlan;
  workplace: Workplace;
  seed: number;
  programs: Partial<Record<EngineName, Binary>>;
  open: OpenEngines;
  runs: Promise<Record<string, Run>>;
}

/** Puts the lesson's questions, if it has any, to the engines. */
async function ask({
  lesson,
  workplace,
  seed,
  programs,
  open,
  runs,
}: Asking): Promise<Pick<Evidence, 'engines' | 'answers'>> {
  if (lesson.ask === undefined) return UNASKED;
  const engines = open(programs, await workplace.makeFolder('engines'));
  try {
    const { directory } = workplace;
    const answers: Json = await lesson.ask({ directory, seed, engines, runs });
    return { engines: engines.versions, answers };
  } finally {
    await engines.close();
  }
}

/** Both results, once both are over: nothing of a failed grade goes on in the background. */
async function settled<A, B>(...work: [Promise<A>, Promise<B>]): Promise<[A, B]> {
  await Promise.allSettled(work);
  return await Promise.all(work);
}

/** All runs side by side, as far as there is room: they share nothing but the copy of the submission. */
async function observeRuns(
  lesson: ObservationPlan,
  workplace: Workplace,
  seed: number,
  limits: Limits,
): Promise<Record<string, Run>> {
  const names = Object.keys(lesson.runs);
  const plans = Object.values(lesson.runs);
  const atOnce = lesson.heavy === true ? runsAtOnce(Object.keys(lesson.services).length) : plans.length;
  // A lesson without an app has no runs.
  const room = pLimit(Math.max(1, atOnce));
  const runs = await Promise.all(
    plans.map((plan, index) =>
      room(async () =>
        observeRun(plan, {
          name: names[index] ?? '',
          directory: workplace.directory,
          homes: await makeHomes(workplace, names[index] ?? '', Object.keys(lesson.services)),
          services: lesson.services,
          seed: seed + index,
          limits,
        }),
      ),
    ),
  );
  return Object.fromEntries(runs.map((run) => [run.name, run]));
}

/** Processes beyond one for each core, and one that waits, only get in each other's way. */
const runsAtOnce = (services: number): number => Math.max(1, Math.floor((availableParallelism() + 1) / services));

/** A folder for each service of a run: what is left behind in one is not taken for another's. */
async function makeHomes(workplace: Workplace, run: string, services: string[]): Promise<Record<string, string>> {
  const homes = services.map(
    async (service) => [service, await workplace.makeFolder(`home-${run}-${service}`)] as const,
  );
  return Object.fromEntries(await Promise.all(homes));
}
