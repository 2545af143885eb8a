import type { FindingReport, LessonReport, PointerReport } from '../report/schema.ts';

/** What differs from one run of the same app to the next, and what stands for it in a golden report. */
const VARYING: [RegExp, string][] = [
  [/\d{4}-\d\d-\d\dT\d\d:\d\d:\d\d\.\d{3}Z/g, '<time>'],
  [/\b1[6-9]\d{11}\b/g, '<time>'],
  [/("durationMs":)[\d.]+/g, '$1<ms>'],
  [/\b\d+\.\d{3,}\b/g, '<ms>'],
  [/([≥≤]) \d+/g, '$1 <ms>'],
  [/\/\S*\/three-am-hostile-\w+\/course/g, '<course>'],
  [/\bruns\/\d+-[\da-f]+/g, 'runs/<id>'],
  // Ids: the shop's own, then those that clients send and that the app draws.
  [/\b([pcou]_)[a-z0-9]{8}\b/g, '$1<id>'],
  [/\b[\da-f]{8}-[\da-f]{4}-[\da-f]{4}-[\da-f]{4}-[\da-f]{12}\b/g, '<request-id>'],
  [/\breq_[a-z0-9]{20}\b|\bedge\.[a-z0-9]{40}-\d{6}\b|\b[A-Z0-9]{26}\b/g, '<request-id>'],
  [/\b[\da-f]{32}\b/g, '<trace-id>'],
  // Ports: those the grader gives, and those that systems do.
  [/\b[2-6]\d{4}\b/g, '<port>'],
  // Node.js's own places and version.
  [/^ *at .*node:.*$/g, 'at node:<place>'],
  [/^node:[\w/]+:\d+$/g, 'node:<place>'],
  [/Node\.js v[\d.]+/g, 'Node.js <version>'],
];

/** Of more of the app's last lines than a start-up failure has, only the very last are the same each time. */
const MANY_LINES = 25;
const LAST_LINES = 10;

/** From here on, lines come from requests that overlap, and have any number. */
const ANY_LINE = 100;

/** Puts a name in the place of everything that varies, so that the report of the same app is always the same. */
export function stabilise(report: LessonReport): LessonReport {
  return {
    ...report,
    ...(report.message === undefined ? {} : { message: stable(report.message) }),
    ...(report.output === undefined ? {} : { output: stabiliseOutput(report.output) }),
    checks: report.checks.map((check) => ({
      ...check,
      findings: check.findings.map((finding) => ({
        ...finding,
        message: stable(finding.message),
        ...(finding.expected === undefined ? {} : { expected: stable(finding.expected) }),
        ...(finding.actual === undefined ? {} : { actual: stableActual(finding) }),
        at: finding.at.map((pointer) => stabilisePointer(pointer)),
      })),
    })),
  };
}

function stabiliseOutput(lines: readonly string[]): string[] {
  const shown = lines.length > MANY_LINES ? lines.slice(-LAST_LINES) : lines;
  const hidden = lines.length - shown.length;
  // Node.js's own frames are as many as its version has.
  const stableLines = inOrder(shown.map((line) => stable(line))).filter((line, index, all) => line !== all[index - 1]);
  return hidden > 0 ? [`(${hidden} lines)`, ...stableLines] : stableLines;
}

/** A request may begin before the last one's end is told: log lines are put in the alphabet's order, in the places where log lines stand. */
function inOrder(lines: readonly string[]): string[] {
  const told = lines.filter((line) => isLogLine(line)).toSorted();
  return lines.map((line) => (isLogLine(line) ? (told.shift() ?? line) : line));
}

const isLogLine = (line: string): boolean => line.startsWith('{');

/** What is compared with a bound was measured. */
function stableActual({ actual = '', expected = '' }: FindingReport): string {
  return /^[≥≤]/.test(expected) ? actual.replace(/^[\d.]+$/, '<ms>') : stable(actual);
}

/** The mark stays on the same words. */
function stabilisePointer({ mark, excerpt, line, ...others }: PointerReport): PointerReport {
  const rest = { ...others, ...(line === undefined ? {} : { line: Math.min(line, ANY_LINE) }) };
  if (mark === undefined) return { ...rest, excerpt: stable(excerpt) };
  const end = mark.start + mark.length;
  const before = stable(excerpt.slice(0, mark.start));
  const marked = stable(excerpt.slice(mark.start, end));
  return {
    ...rest,
    excerpt: before + marked + stable(excerpt.slice(end)),
    mark: { start: before.length, length: marked.length },
  };
}

function stable(text: string): string {
  return VARYING.reduce((changed, [varying, name]) => changed.replaceAll(varying, name), text);
}
