import type { Frame, Shown } from '../../dashboard/frame.ts';
import type { FilePlace, Problem } from '../../dashboard/problem.ts';
import type { Evidence, Json } from '../../evidence/evidence.ts';
import type { Part, ViewName } from './days-model.ts';

/** What came of the submission's files, and of running its dashboard. */
export interface Answers {
  problems: Problem[];
  /** The file of the dashboard; empty where there is none. */
  file: string;
  panels: PanelAnswer[];
  variables: VariableAnswer[];
}

export interface PanelAnswer {
  id: number;
  title: string;
  description: string;
  unit: string;
  row: { index: number; title: string } | null;
  place: FilePlace;
  /** Of each query. */
  queries: FilePlace[];
  shown: { view: ViewName; part: Part; shown: Shown }[];
}

export interface VariableAnswer {
  name: string;
  multi: boolean;
  includeAll: boolean;
  options: string[];
  place: FilePlace;
}

const DIGITS = 8;
const INFINITE = 1e300;

/** The answers as JSON: of a value that is none, null. */
export function encode(answers: Answers): Json {
  const panels = answers.panels.map((panel) => ({
    ...panel,
    shown: panel.shown.map((one) => ({
      ...one,
      shown: {
        ...one.shown,
        frames: one.shown.frames.map((frame) => ({ ...frame, values: frame.values.map((value) => rounded(value)) })),
      },
    })),
  }));
  return { ...answers, panels } as unknown as Json;
}

function rounded(value: number): number | null {
  if (Number.isNaN(value)) return null;
  return Number.isFinite(value) ? Number(value.toPrecision(DIGITS)) : Math.sign(value) * INFINITE;
}

const decoded = new WeakMap<Evidence, Answers>();

/** The lesson's answers in the evidence. */
export function answersOf(evidence: Evidence): Answers {
  const known = decoded.get(evidence);
  if (known !== undefined) return known;
  const answers = (evidence.answers ?? { problems: [], file: '', panels: [], variables: [] }) as unknown as Answers;
  const panels = answers.panels.map((panel) => ({
    ...panel,
    shown: panel.shown.map((one) => ({
      ...one,
      shown: { ...one.shown, frames: one.shown.frames.map((frame) => readFrame(frame)) },
    })),
  }));
  const result = { ...answers, panels };
  decoded.set(evidence, result);
  return result;
}

const readFrame = (frame: Frame): Frame => ({
  ...frame,
  values: (frame.values as (number | null)[]).map((value) => value ?? Number.NaN),
});
