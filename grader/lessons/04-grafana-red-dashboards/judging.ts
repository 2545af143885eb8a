import type { Evidence } from '../../evidence/evidence.ts';
import { answersOf, type PanelAnswer } from './answers.ts';
import { compare, factorsOf, type Look } from './compare.ts';
import type { Departure } from './departure.ts';
import { createDays } from './days.ts';
import type { Part, ViewName } from './days-model.ts';
import { PANELS, type PanelKey } from './names.ts';
import { tellTruth, type Truths } from './truth.ts';

/** The ranges in which a panel must be true before anything else is asked of it. */
const MAIN_VIEWS: readonly ViewName[] = ['calm', 'hour', 'burst', 'slow', 'dead'];

/** What is known of one panel. */
export interface PanelVerdict {
  answer: PanelAnswer;
  /** The scale of its values. */
  factor: number;
  /** Where it first parts from the truth in the main views. */
  departure?: Departure;
}

interface Judging {
  truths: Truths;
  panels: Map<PanelKey, PanelVerdict>;
}

const known = new WeakMap<Evidence, Judging>();

/** Compares all panels with the truth, once for a piece of evidence. */
function judgingOf(evidence: Evidence): Judging {
  const before = known.get(evidence);
  if (before !== undefined) return before;
  const truths = tellTruth(createDays(evidence.seed));
  const { panels } = answersOf(evidence);
  const judged = (Object.keys(PANELS) as PanelKey[]).flatMap((key) => {
    const answer = panels.find(({ id }) => id === PANELS[key].id);
    return answer === undefined ? [] : [[key, judgePanel(key, answer, truths)] as const];
  });
  const judging = { truths, panels: new Map(judged) };
  known.set(evidence, judging);
  return judging;
}

/** What is known of a panel; undefined where the dashboard has none of its id. */
export const verdictOf = (evidence: Evidence, key: PanelKey): PanelVerdict | undefined =>
  judgingOf(evidence).panels.get(key);

/** The panels that are true in the main views. */
export function truePanels(evidence: Evidence): { key: PanelKey; verdict: PanelVerdict }[] {
  return [...judgingOf(evidence).panels].flatMap(([key, verdict]) =>
    verdict.departure === undefined ? [{ key, verdict }] : [],
  );
}

/** The scale in which its values are true everywhere, if there is one; else that of its own unit. */
function judgePanel(key: PanelKey, answer: PanelAnswer, truths: Truths): PanelVerdict {
  const judged = factorsOf(key, answer.unit).map((factor) => ({
    answer,
    factor,
    departures: MAIN_VIEWS.flatMap((view) => lookAt({ key, answer, view, part: {}, factor }, truths) ?? []),
  }));
  const right = judged.find(({ departures }) => departures.length === 0);
  if (right !== undefined) return { answer, factor: right.factor };
  const [own] = judged;
  const [departure] = own?.departures ?? [];
  if (departure === undefined) return { answer, factor: own?.factor ?? 1 };
  // What never shows anything does not only lack the zeros of a healthy day.
  const isBlank = answer.shown.every(({ shown }) => shown.frames.length === 0);
  const code = departure.code === 'healthy' && isBlank ? 'no-data' : departure.code;
  return { answer, factor: own?.factor ?? 1, departure: { ...departure, code } };
}

interface LookAt extends Pick<Look, 'key' | 'view' | 'part' | 'windows'> {
  answer: PanelAnswer;
  factor: number;
}

function lookAt({ key, answer, view, part, windows, factor }: LookAt, truths: Truths): Departure | undefined {
  const look = lookOf(answer, view, part);
  if (look === undefined) return undefined;
  const { notRun, blank, queries } = look.shown;
  if (notRun !== undefined) return { code: 'not-run', view, part, query: queries.join(' ; '), factor, reason: notRun };
  const departure = compare({ key, ...look, windows }, factor, truths);
  // Data there is; the panel does not show it.
  return departure === undefined || blank === undefined ? departure : { ...departure, code: 'no-data', actual: blank };
}

/** What was seen of a panel in a range, for a part of the shop. */
export function lookOf(answer: PanelAnswer, view: ViewName, part: Part): Omit<Look, 'key' | 'windows'> | undefined {
  const wanted = JSON.stringify(part);
  return answer.shown.find((one) => one.view === view && JSON.stringify(one.part) === wanted);
}

/** Where a panel that is true in the main views parts from the truth in another look; undefined where it does not, or was not looked at. */
export function departureIn(
  evidence: Evidence,
  {
    key,
    verdict,
    view,
    part = {},
    windows,
  }: { key: PanelKey; verdict: PanelVerdict; view: ViewName; part?: Part; windows?: Look['windows'] },
): Departure | undefined {
  const { answer, factor } = verdict;
  return lookAt({ key, answer, view, part, windows, factor }, judgingOf(evidence).truths);
}

/** The truth of the evidence's seed. */
export const truthOf = (evidence: Evidence): Truths => judgingOf(evidence).truths;
