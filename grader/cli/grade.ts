import { writeFileSync, writeSync } from 'node:fs';
import { join, resolve } from 'node:path';
import pkg from '../../package.json' with { type: 'json' };
import { explainMissing } from '../backends/embedded/binaries/explain.ts';
import { EnginesMissing } from '../backends/embedded/binaries/engines-missing.ts';
import { loadCard, loadLesson } from '../course/catalogue.ts';
import { evidenceFolder, ROOT, shownPath } from '../course/paths.ts';
import { loadLessonTexts } from '../course/texts.ts';
import { publishEvidence, writeEvidence } from '../evidence/store.ts';
import { judge } from '../lessons/judge.ts';
import { observe } from '../observe/observe.ts';
import { killRunning } from '../observe/running.ts';
import { removeOwnWorkplaces } from '../observe/submission.ts';
import { buildErrorReport, buildLessonReport, buildUngradedReport } from '../report/build.ts';
import { printHead, printLesson, printTotal, type PrettyOptions } from '../report/pretty.ts';
import type { LessonReport, Report } from '../report/schema.ts';
import { PLAIN } from '../report/style.ts';
import { findPrograms } from './find-programs.ts';
import { planGrade, type Format, type GradeOptions, type GradePlan } from './grade-plan.ts';
import { openJudging, type Judging } from './judging.ts';
import type { Terminal } from './terminal.ts';
import { UsageError } from './usage-error.ts';

const FILE_WIDTH = 80;
const INTERRUPTED = 130;

/**
 * Grades lessons and prints the report.
 * @returns the exit status: 0 all passed, 1 something did not, 2 something could not be graded
 */
export async function grade(words: string[], options: GradeOptions, terminal: Terminal): Promise<number> {
  const plan = planGrade(words, options);
  const startedAt = new Date();
  const lessons: LessonReport[] = [];
  const engines: Record<string, string> = {};
  const toReport = (): Report => summarise(plan, { lessons, engines, startedAt, lang: terminal.lang });
  const stopListening = onInterrupt(() => writeReports(plan, toReport(), terminal), terminal);
  const quiet = plan.reports.some(({ file }) => file === '-');
  const pretty: PrettyOptions = { ...terminal };
  const judging = openJudging();
  judging.catch(() => {}); // told where it is awaited
  try {
    for (const { id, folder } of plan.lessons) {
      const card = await loadCard(id);
      const [number] = id.split('-');
      const title = `three-am ${number} · ${card.title[terminal.lang]}`;
      if (!quiet) terminal.print(printHead(title, shownPath(folder), plan.seed, pretty));
      terminal.progress(terminal.say('progress.observing', { lesson: id }));
      const lesson = await gradeLesson(id, folder, { plan, vitest: judging, terminal, engines });
      terminal.progress('');
      lessons.push(lesson);
      if (!quiet) terminal.print(printLesson(lesson, pretty));
    }
    const report = toReport();
    if (!quiet) terminal.print(printTotal(report, pretty));
    writeReports(plan, report, terminal);
    return exitStatus(report);
  } finally {
    stopListening();
    await judging.then((open) => open.close()).catch(() => {});
  }
}

interface GradeContext {
  plan: GradePlan;
  vitest: Promise<Judging>;
  terminal: Terminal;
  /** Filled with the engines that were asked, and their versions. */
  engines: Record<string, string>;
}

async function gradeLesson(
  id: string,
  folder: string,
  { plan, vitest, terminal, engines }: GradeContext,
): Promise<LessonReport> {
  const since = performance.now();
  const lesson = await loadLesson(id);
  try {
    const programs = await findPrograms(lesson.needs ?? [], terminal);
    const [evidence, texts, { judge: judgeByVitest }] = await Promise.all([
      observe({ lesson, root: ROOT, source: folder, seed: plan.seed, programs }),
      loadLessonTexts(id, terminal.lang),
      vitest,
    ]);
    Object.assign(engines, evidence.engines);
    // Judged before it is published: another grade of this lesson may be under way.
    const written = await writeEvidence(evidence, evidenceFolder(id));
    // What is loaded from a course that an app has changed is not trusted any more.
    const verdicts = evidence.violation === undefined ? await judgeByVitest(id, written) : judge(lesson, evidence);
    await publishEvidence(written, evidenceFolder(id));
    return buildLessonReport({
      lesson,
      evidence,
      verdicts,
      lang: terminal.lang,
      texts,
      say: terminal.say,
      durationMs: performance.now() - since,
    });
  } catch (error) {
    const durationMs = performance.now() - since;
    if (!(error instanceof EnginesMissing)) return buildErrorReport(lesson, error, durationMs);
    const complaint = explainMissing(error, terminal.say);
    terminal.complain(complaint);
    return buildUngradedReport(lesson, complaint, durationMs);
  }
}

function summarise(
  plan: GradePlan,
  { lessons, engines, startedAt, lang }: Pick<Report, 'lessons' | 'engines' | 'lang'> & { startedAt: Date },
): Report {
  const scores = lessons.map(({ score }) => score);
  return {
    schema: 'three-am/report/v1',
    course: { name: pkg.name, version: pkg.version },
    target: plan.targetName,
    lang,
    seed: plan.seed,
    stack: 'embedded',
    node: process.versions.node,
    engines,
    startedAt: startedAt.toISOString(),
    durationMs: Date.now() - startedAt.getTime(),
    score: scores.includes(null) ? null : scores.reduce<number>((sum, score) => sum + (score ?? 0), 0),
    maxScore: lessons.reduce((sum, { maxScore }) => sum + maxScore, 0),
    lessons,
  };
}

function exitStatus({ lessons }: Report): number {
  if (lessons.some(({ status }) => status === 'error')) return 2;
  return lessons.every(({ status }) => status === 'passed') ? 0 : 1;
}

/** Writes every report that was asked for. @throws {UsageError} for the first that could not be, after trying them all */
function writeReports(plan: GradePlan, report: Report, terminal: Terminal): void {
  const failed: UsageError[] = [];
  for (const { format, file } of plan.reports) {
    const text = render[format](report, terminal);
    if (file === '-') {
      process.stdout.write(text);
      continue;
    }
    try {
      writeFileSync(resolve(file), text);
    } catch (error) {
      const { code, message } = error as NodeJS.ErrnoException;
      failed.push(new UsageError('error.reportFile', { file, reason: code ?? message }));
    }
  }
  if (failed[0] !== undefined) throw failed[0];
}

const render: Record<Format, (report: Report, terminal: Terminal) => string> = {
  json: (report) => `${JSON.stringify(report, undefined, 2)}\n`,
  pretty(report, { say, langFlag }) {
    const options: PrettyOptions = { width: FILE_WIDTH, style: PLAIN, say, langFlag };
    const parts = report.lessons.map(
      (lesson) =>
        printHead(`three-am ${lesson.id}`, join(report.target, lesson.id), report.seed, options) +
        printLesson(lesson, options),
    );
    return parts.join('') + printTotal(report, options);
  },
};

/**
 * Ctrl-C ends everything that was started, and what is known by then is still written. All of it at once, without
 * a pause: Vitest has a handler of its own, which ends the process a millisecond later.
 */
function onInterrupt(write: () => void, { say }: Terminal): () => void {
  const interrupt = (): void => {
    killRunning();
    removeOwnWorkplaces(join(ROOT, '.grade', 'runs'));
    try {
      write();
    } finally {
      writeSync(process.stderr.fd, `\n${say('error.interrupted')}\n`);
      process.exit(INTERRUPTED);
    }
  };
  const signals = ['SIGINT', 'SIGTERM', 'SIGHUP'] as const;
  for (const signal of signals) process.once(signal, interrupt);
  return () => {
    for (const signal of signals) process.off(signal, interrupt);
  };
}
