import type { Evidence, Json, Pointer } from '../evidence/evidence.ts';
import type { ObservationPlan, Question } from '../observe/plan.ts';

/** A lesson as the grader sees it. Its title, minutes and level stand in `lessons/NN-slug/lesson.yaml`. */
export interface Lesson extends ObservationPlan {
  checks: Check[];
  /** What a learner is shown of the evidence after a grade, whatever the verdict. */
  exhibits?(evidence: Evidence): Exhibit[];
  /** What `npm run promql` answers from; of a lesson that runs nothing, also before its first grade. */
  queryData?(evidence: Pick<Evidence, 'seed' | 'runs'>): QueryData;
  /** What `npm run dashboard` draws. */
  dashboard?: DashboardView;
  /** Two requests that `npm run app` offers to try. */
  tryOut: { method: string; path: string; body?: Json }[];
}

/** A few lines of evidence worth a look. */
export interface Exhibit {
  /** kebab-case; its title stands in the CLI's texts, under `exhibit.<id>`. */
  id: string;
  lines: string[];
}

/** Samples that a Prometheus can answer from. */
export interface QueryData {
  /** OpenMetrics text, a timestamp on each sample; whole or in pieces. */
  samples: string | Iterable<string>;
  /** Moments that have a name, in epoch seconds, in order. */
  moments: { name: string; at: number }[];
  /** Between two points of a plot, in seconds. */
  step: number;
  /** Of samples with long gaps in between: what is plotted around a moment. Default: from the first moment to the last. */
  spans?: { from: number; to: number; step: number }[];
}

/** A lesson's dashboard, as it can be drawn in a terminal. */
export interface DashboardView {
  /** The time ranges that can be chosen; the first is the default. */
  views: readonly string[];
  /** Runs the panels (all, or the one of an id) for a range, and draws them. */
  draw(question: Omit<Question, 'runs'> & { view: string; panel?: number; width: number }): Promise<PanelPicture[]>;
}

/** One panel, drawn. */
export interface PanelPicture {
  id: number;
  title: string;
  row: string;
  lines: string[];
  /** Prometheus' own words to a query that it refused. */
  refused?: string;
}

/** One thing the lesson grades. */
export interface Check {
  /** kebab-case; never changes once published. */
  id: string;
  /** All checks of a lesson sum to 100. */
  points: number;
  /** Checks that must hold for this one to mean anything; otherwise it is skipped. */
  after?: string[];
  /** The finding codes `judge` can give; each has its sentence in the lesson's texts and its mutant. */
  codes: readonly string[];
  /** What is wrong; nothing when the check holds. Pure: reads the evidence and nothing else. */
  judge(evidence: Evidence): Finding[];
}

/** One thing found wrong, as data; its sentence stands in the lesson's texts under check id and code. */
export interface Finding {
  code: string;
  params?: Record<string, string | number>;
  expected?: string;
  actual?: string;
  at?: Pointer[];
  /** A picture of where it stands, such as a trace's tree: lines that are cut to the terminal's width, and never wrapped. */
  drawing?: string[];
}

/** A wrong app: the reference solution with a few edits, and the checks that must notice. */
export interface Mutant {
  id: string;
  /** What someone did, and why it is wrong. */
  story: string;
  edits: { file: string; find: string; replace: string }[];
  /** The checks that fail, all of them. */
  fails: string[];
  /** Finding codes that must be among the findings. */
  finds: string[];
  /** The runs in which it is looked at: with several services in each of them, those that it changes nothing in cost too much. Default: all. */
  runs?: string[];
}

export type Facts = Record<string, Json>;

/** Declares a lesson. @throws {Error} when ids repeat, points do not sum to 100 or `after` names no earlier check */
export function defineLesson(lesson: Lesson): Lesson {
  const seen = new Set<string>();
  for (const { id, after = [] } of lesson.checks) {
    if (seen.has(id)) throw new Error(`${lesson.id}: the check id "${id}" stands twice`);
    const unknown = after.find((name) => !seen.has(name));
    if (unknown !== undefined)
      throw new Error(`${lesson.id}: ${id} comes after "${unknown}", which no earlier check is`);
    seen.add(id);
  }
  const sum = lesson.checks.reduce((total, { points }) => total + points, 0);
  if (sum !== 100) throw new Error(`${lesson.id}: the points sum to ${sum}, not 100`);
  return lesson;
}
