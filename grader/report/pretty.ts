import stringWidth from 'string-width';
import wrapAnsi from 'wrap-ansi';
import type { Say } from '../course/texts.ts';
import { fitExcerpt } from './fit-excerpt.ts';
import type { Style } from './style.ts';
import type { CheckReport, FindingReport, LessonReport, PointerReport, Report } from './schema.ts';

/** How to print: the width in columns, colours or none, and the language. */
export interface PrettyOptions {
  width: number;
  style: Style;
  say: Say;
  /** What a command needs to answer in this language: ` --lang ko`, or nothing. */
  langFlag: string;
}

const MIN_WIDTH = 40;
const MAX_WIDTH = 100;
/** Less room than this beside a head, and the text stands below it. */
const MIN_TEXT = 16;
const NARROW_INDENT = 6;

/** A lesson's head line: what is graded. */
export function printHead(title: string, target: string, seed: number, { style, say }: PrettyOptions): string {
  return `\n${style.bold(title)}${style.dim(`  ${target} · ${say('report.seed', { seed })}`)}\n`;
}

/** All of one lesson's results: a line a check, then each failure with its evidence, then the score. */
export function printLesson(lesson: LessonReport, options: PrettyOptions): string {
  const page = createPage(options);
  const { style, say } = options;
  if (lesson.message !== undefined) {
    page.line();
    page.text(style.red(lesson.message), 2);
  }
  if (lesson.output !== undefined && lesson.output.length > 0) {
    page.line();
    page.text(say('report.output'), 2);
    for (const line of lesson.output) page.verbatim(style.dim(line), 4);
  }
  page.line();
  printChecks(lesson.checks, page, options);
  for (const check of lesson.checks.filter(({ status }) => status === 'failed'))
    printFailure(lesson, check, page, options);
  for (const { title, lines } of lesson.exhibits ?? []) {
    page.line();
    page.text(style.bold(title), 2);
    for (const line of lines) page.line(`    ${fitExcerpt(line, page.width - 4, undefined).text}`);
  }
  page.line();
  printScore(lesson, page, options);
  return page.done();
}

/** The sum, where several lessons were graded. */
export function printTotal({ lessons, score, maxScore, durationMs }: Report, options: PrettyOptions): string {
  if (lessons.length < 2) return '';
  const page = createPage(options);
  page.line();
  for (const { id, status, score: points, maxScore: all } of lessons) {
    const said = options.say(`lesson.${status}`);
    const mark = status === 'passed' ? options.style.green(said) : options.style.red(said);
    page.text(`${id.padEnd(32)} ${`${points ?? '–'}/${all}`.padStart(7)}  ${mark}`, 2);
  }
  const seconds = (durationMs / 1000).toFixed(1);
  page.text(options.style.bold(options.say('report.total', { score: score ?? '–', maxScore, seconds })), 2);
  return page.done();
}

interface Page {
  line(text?: string): void;
  /** Wraps at words to the width; the first line begins with `head`, the others stand under the text. */
  text(text: string, first: number | { head: string }): void;
  /** Breaks where a line ends, and nowhere else: nothing of it is moved. */
  verbatim(text: string, indent: number): void;
  width: number;
  done(): string;
}

function createPage({ width }: PrettyOptions): Page {
  const columns = Math.min(MAX_WIDTH, Math.max(MIN_WIDTH, width));
  const lines: string[] = [];
  const page: Page = {
    width: columns,
    line: (text = '') => void lines.push(text),
    text(text, first) {
      const head = typeof first === 'number' ? ' '.repeat(first) : first.head;
      const hanging = stringWidth(head);
      if (columns - hanging < MIN_TEXT) {
        lines.push(head.trimEnd());
        page.text(text, NARROW_INDENT);
        return;
      }
      const wrapped = wrapAnsi(text, columns - hanging, { hard: true, trim: true }).split('\n');
      wrapped.forEach((part, index) => lines.push(`${index === 0 ? head : ' '.repeat(hanging)}${part}`));
    },
    verbatim(text, indent) {
      const wrapped = wrapAnsi(text, columns - indent, { hard: true, trim: false, wordWrap: false });
      for (const part of wrapped.split('\n')) lines.push(`${' '.repeat(indent)}${part}`);
    },
    done: () => `${lines.join('\n')}\n`,
  };
  return page;
}

const column = (text: string, width: number): string => text + ' '.repeat(Math.max(0, width - stringWidth(text)));

function printChecks(checks: CheckReport[], page: Page, { style, say }: PrettyOptions): void {
  const paint = { passed: style.green, failed: style.red, skipped: style.dim, error: style.red };
  const words = checks.map(({ status }) => say(`status.${status}`));
  const wordWidth = Math.max(0, ...words.map((word) => stringWidth(word)));
  const idWidth = Math.max(0, ...checks.map(({ id }) => id.length));
  const indent = 2;
  checks.forEach((check, index) => {
    const word = paint[check.status](column(words[index] ?? '', wordWidth));
    const points = `${check.score}/${check.maxScore}`.padStart(5);
    const skipped = check.status === 'skipped' && check.after.length > 0;
    const note = skipped ? style.dim(` (${say('report.skipped', { checks: check.after.join(', ') })})`) : '';
    const head = `${word}  ${column(check.id, idWidth)}  ${points}  `;
    page.text(`${check.title}${note}`, { head: `${' '.repeat(indent)}${head}` });
  });
}

function printFailure(lesson: LessonReport, check: CheckReport, page: Page, options: PrettyOptions): void {
  const { style, say } = options;
  page.line();
  page.text(`${style.red(say('status.failed'))} ${style.bold(check.id)}  ${check.title}`, 2);
  for (const finding of check.findings) printFinding(finding, page, options);
  page.line();
  const [number = ''] = lesson.id.split('-');
  page.text(check.why, { head: `    ${style.dim(say('report.why'))} ` });
  // Not wrapped: these two are there to be copied.
  page.line(`    ${style.dim(say('report.learn'))} ${check.learn}`);
  page.line(`    ${style.dim(say('report.hint'))} npm run hint -- ${number} ${check.id}${options.langFlag}`);
}

function printFinding(finding: FindingReport, page: Page, options: PrettyOptions): void {
  const { style, say } = options;
  page.line();
  page.text(finding.message, 4);
  const labels = [say('report.expected'), say('report.got')];
  const labelWidth = Math.max(...labels.map((label) => stringWidth(label)));
  [finding.expected, finding.actual].forEach((value, index) => {
    if (value === undefined) return;
    const paint = index === 0 ? style.green : style.red;
    page.text(paint(value), { head: `      ${style.dim(column(labels[index] ?? '', labelWidth))}  ` });
  });
  for (const pointer of finding.at) printPointer(pointer, page, options);
  for (const line of finding.drawing ?? []) page.line(`      ${fitExcerpt(line, page.width - 6).text}`);
}

/** The line as it stands, cut to the width around the part that matters, and that part underlined. */
function printPointer(pointer: PointerReport, page: Page, { style, say }: PrettyOptions): void {
  const { channel, run, service, scrape = '', line, excerpt, mark } = pointer;
  const params = { channel: say(`channel.${channel}`), run, file: service, scrape, line: line ?? '' };
  page.text(style.dim(say(`report.${placeOf(pointer)}`, params)), 6);
  const { text, from, length } = fitExcerpt(excerpt, page.width - 8, mark);
  page.line(`      ${style.dim('│')} ${text}`);
  if (length > 0) page.line(`      ${style.dim('│')} ${' '.repeat(from)}${style.red('^'.repeat(length))}`);
}

function placeOf({ channel, line }: PointerReport): string {
  if (channel === 'file') return 'file';
  if (channel === 'metrics') return line === undefined ? 'scrape' : 'sample';
  return line === undefined ? 'where' : 'line';
}

function printScore(lesson: LessonReport, page: Page, { style, say }: PrettyOptions): void {
  const { status, score, maxScore, checks, durationMs } = lesson;
  const word = say(`lesson.${status}`);
  const passed = checks.filter((check) => check.status === 'passed').length;
  const summary = say('report.summary', {
    score: score ?? '–',
    maxScore,
    passed,
    total: checks.length,
    seconds: (durationMs / 1000).toFixed(1),
  });
  page.text(`${status === 'passed' ? style.green(style.bold(word)) : style.red(style.bold(word))}  ${summary}`, 2);
  if (status === 'error') page.text(say(lesson.reason === undefined ? 'report.fault' : `report.${lesson.reason}`), 2);
}
