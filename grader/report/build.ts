import { pathToFileURL } from 'node:url';
import { deviations, firstBreach } from '../evidence/deviations.ts';
import type { Evidence, ProcessRecord, Run } from '../evidence/evidence.ts';
import { cutText, printable } from '../evidence/excerpt.ts';
import type { Lang } from '../course/lang.ts';
import { readingPath } from '../course/paths.ts';
import { fill, type LessonTexts, type Say } from '../course/texts.ts';
import type { Verdict } from '../lessons/judge.ts';
import type { Finding, Lesson } from '../lessons/lesson.ts';
import type { CheckReport, FindingReport, LessonReport } from './schema.ts';
import { readStartupError } from './startup-error.ts';

const OUTPUT_LINES = 50;
const OUTPUT_LINE_CHARACTERS = 500;
const VALUE_CHARACTERS = 200;

/** Everything a lesson's report is made of. */
export interface LessonResult {
  lesson: Lesson;
  evidence: Evidence;
  verdicts: Verdict[];
  lang: Lang;
  texts: LessonTexts;
  say: Say;
  durationMs: number;
}

/** Turns verdicts into the report's model: sentences filled in, the lesson's status and what went wrong first. */
export function buildLessonReport({
  lesson,
  evidence,
  verdicts,
  lang,
  texts,
  say,
  durationMs,
}: LessonResult): LessonReport {
  const checks = verdicts.map((verdict) => buildCheck(readingPath(lesson.id, lang), verdict, texts));
  const broken = verdicts.find(({ fault }) => fault !== undefined);
  const trouble = findTrouble(lesson, evidence, say);
  const status = broken !== undefined ? 'error' : (trouble?.status ?? statusOf(checks));
  const message = broken?.fault ?? trouble?.message;
  return {
    id: lesson.id,
    status,
    score: status === 'error' ? null : checks.reduce((sum, { score }) => sum + score, 0),
    maxScore: checks.reduce((sum, { maxScore }) => sum + maxScore, 0),
    durationMs: Math.round(durationMs),
    ...(message === undefined ? {} : { message }),
    ...(trouble?.output === undefined ? {} : { output: trouble.output }),
    checks,
    ...exhibitsOf(lesson, evidence, say),
  };
}

/** What the lesson shows of the evidence, if it shows something. */
function exhibitsOf(lesson: Lesson, evidence: Evidence, say: Say): Pick<LessonReport, 'exhibits'> {
  const exhibits = lesson.exhibits?.(evidence) ?? [];
  if (exhibits.length === 0) return {};
  return {
    exhibits: exhibits.map(({ id, lines }) => ({
      id,
      title: say(`exhibit.${id}`),
      lines: lines.map((line) => printable(line)),
    })),
  };
}

/** The report of a lesson that the grader failed to grade: the learner loses nothing, and nobody takes it for a verdict. */
export function buildErrorReport(lesson: Lesson, error: unknown, durationMs: number): LessonReport {
  return {
    id: lesson.id,
    status: 'error',
    score: null,
    maxScore: lesson.checks.reduce((sum, { points }) => sum + points, 0),
    durationMs: Math.round(durationMs),
    message: error instanceof Error ? (error.stack ?? error.message) : String(error),
    checks: [],
  };
}

/** The report of a lesson for which a tool is missing: it says what to do, and costs nobody a point. */
export function buildUngradedReport(lesson: Lesson, message: string, durationMs: number): LessonReport {
  return { ...buildErrorReport(lesson, message, durationMs), reason: 'missing-tool' };
}

function statusOf(checks: CheckReport[]): LessonReport['status'] {
  return checks.every(({ status }) => status === 'passed') ? 'passed' : 'failed';
}

function buildCheck(reading: string, verdict: Verdict, texts: LessonTexts): CheckReport {
  const { id, status, score, maxScore, after, findings } = verdict;
  const own = texts.checks[id];
  return {
    id,
    title: own?.title ?? id,
    status,
    score,
    maxScore,
    after,
    why: own?.why ?? '',
    learn: `${reading}${own?.learn ?? ''}`,
    findings: findings.map((finding) => buildFinding(finding, own?.findings[finding.code])),
  };
}

function buildFinding(
  { code, params = {}, expected, actual, at = [], drawing }: Finding,
  sentence = code,
): FindingReport {
  return {
    code,
    message: fill(sentence, shownParams(params)),
    ...(expected === undefined ? {} : { expected: short(expected) }),
    ...(actual === undefined ? {} : { actual: short(actual) }),
    at,
    ...(drawing === undefined ? {} : { drawing }),
  };
}

function shownParams(params: Readonly<Record<string, string | number>>): Record<string, string> {
  return Object.fromEntries(Object.entries(params).map(([name, value]) => [name, short(String(value))]));
}

/** A value as it can be shown: an app may have written one of any length. */
function short(value: string): string {
  const cut = cutText(value, VALUE_CHARACTERS);
  return cut === value ? printable(value) : `${printable(cut)}…`;
}

interface LessonTrouble {
  status: LessonReport['status'];
  message: string;
  output?: string[];
}

/** What must be said before any check: a violation, an app that did not start or stay up, a shop that is none. */
function findTrouble(lesson: Lesson, evidence: Evidence, say: Say): LessonTrouble | undefined {
  const { violation } = evidence;
  if (violation !== undefined)
    return { status: 'violation', message: say(`violation.${violation.code}`, shownParams(violation.params)) };

  const required = Object.values(evidence.runs).filter(({ name }) => lesson.runs[name]?.required ?? true);
  const fallen = firstBreach(evidence) ?? required.find(({ trouble }) => trouble !== undefined);
  if (fallen?.trouble !== undefined && fallen.outcome !== 'ended')
    return {
      status: fallen.outcome,
      message: explain(fallen, evidence.workplace, say),
      output: outputOf(fallen, evidence.workplace),
    };

  const [deviation] = deviations(evidence);
  if (deviation !== undefined) {
    const { method, path, route, status, outcome, error, expectedStatus } = deviation;
    const request = `${method} ${route ?? path}`;
    const params = { request, status: status ?? '–', expected: expectedStatus ?? '–' };
    if (outcome === 'timeout') return { status: 'timeout', message: say('shop.timeout', params) };
    const message =
      outcome === 'failed' ? say('shop.silent', { ...params, error: error ?? '–' }) : say('shop.deviates', params);
    return { status: 'failed', message };
  }
  return undefined;
}

function explain(run: Run, workplace: string, say: Say): string {
  const { trouble } = run;
  if (trouble === undefined) return '';
  const sentence = say(`run.${trouble.code}`, { ...trouble.params, run: run.name });
  const startup = trouble.code === 'boot-crashed' ? readStartupError(relativise(stderrOf(run), workplace)) : undefined;
  return startup === undefined
    ? sentence
    : `${sentence} ${say(`startup.${startup.code}`, shownParams(startup.params))}`;
}

function stderrOf(run: Run): string {
  return Object.values(run.processes)
    .map(({ stderr }) => text(stderr))
    .join('\n');
}

function outputOf(run: Run, workplace: string): string[] {
  const lines = Object.values(run.processes).flatMap((record) => [
    ...linesOf(record, 'stdout'),
    ...linesOf(record, 'stderr'),
  ]);
  return lines
    .slice(-OUTPUT_LINES)
    .map((line) => printable(cutText(relativise(line, workplace), OUTPUT_LINE_CHARACTERS)));
}

function linesOf(record: ProcessRecord, channel: 'stdout' | 'stderr'): string[] {
  return text(record[channel])
    .split('\n')
    .filter((line) => line.trim() !== '');
}

/** Paths in an app's output lead to the copy that ran; the learner knows them as the exercise's own. */
function relativise(output: string, workplace: string): string {
  return output.replaceAll(`${pathToFileURL(workplace).href}/`, '').replaceAll(`${workplace}/`, '');
}

function text(bytes: Uint8Array): string {
  return Buffer.from(bytes).toString('utf8');
}
