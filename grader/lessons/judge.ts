import type { Evidence } from '../evidence/evidence.ts';
import { deviations, firstBreach } from '../evidence/deviations.ts';
import type { Finding, Lesson } from './lesson.ts';

/** What became of one check. An `error` is the grader's own fault and never the learner's loss. */
export interface Verdict {
  id: string;
  status: 'passed' | 'failed' | 'skipped' | 'error';
  score: number;
  maxScore: number;
  after: string[];
  findings: Finding[];
  /** Of an `error`: what the check threw. */
  fault?: string;
}

/** Judges all checks of a lesson over what was seen. Pure: the same evidence gives the same verdicts. */
export function judge(lesson: Lesson, evidence: Evidence): Verdict[] {
  const verdicts = new Map<string, Verdict>();
  const required = Object.values(evidence.runs).filter(({ name }) => lesson.runs[name]?.required ?? true);
  const complete = required.every(({ outcome }) => outcome === 'ended');
  const judgeable = isJudgeable(lesson, evidence);
  for (const { id, points, after = [], judge: judgeCheck } of lesson.checks) {
    const base = { id, score: 0, maxScore: points, after, findings: [] };
    const blocked = after.some((name) => verdicts.get(name)?.status !== 'passed');
    if (!judgeable || blocked) {
      verdicts.set(id, { ...base, status: 'skipped' });
      continue;
    }
    try {
      const findings = judgeCheck(evidence);
      if (findings.length > 0) verdicts.set(id, { ...base, status: 'failed', findings });
      // What a run that broke off did not show cannot be taken for granted.
      else verdicts.set(id, complete ? { ...base, status: 'passed', score: points } : { ...base, status: 'skipped' });
    } catch (error) {
      verdicts.set(id, { ...base, status: 'error', fault: String(error instanceof Error ? error.stack : error) });
    }
  }
  return [...verdicts.values()];
}

/** Telemetry can be compared with the truth only where the app started and answered as the shop does. */
function isJudgeable(lesson: Lesson, evidence: Evidence): boolean {
  if (evidence.violation !== undefined || firstBreach(evidence) !== undefined) return false;
  const required = Object.entries(lesson.runs).filter(([, plan]) => plan.required ?? true);
  return (
    required.every(([name]) =>
      Object.values(evidence.runs[name]?.processes ?? {}).every(({ readyMs }) => readyMs !== null),
    ) && deviations(evidence).length === 0
  );
}
