// oxlint-disable max-lines -- four whole reports stand here
import { stripVTControlCharacters, styleText } from 'node:util';
import stringWidth from 'string-width';
import { expect, test } from 'vitest';
import { loadToolTexts, sayFrom } from '../course/texts.ts';
import { printHead, printLesson, printTotal, type PrettyOptions } from './pretty.ts';
import type { LessonReport, Report } from './schema.ts';
import { PLAIN, type Style } from './style.ts';

const ENGLISH = sayFrom(await loadToolTexts('en'));

const KOREAN = sayFrom({
  'status.passed': '통과',
  'status.failed': '실패',
  'status.skipped': '건너뜀',
  'lesson.failed': '아직',
  'report.expected': '기대한 값',
  'report.got': '실제',
  'report.why': '새벽 3시:',
  'report.learn': '읽을 곳:',
  'report.hint': '힌트:',
  'report.skipped': '{checks} 다음',
  'report.where': '{channel}, 실행 "{run}"',
  'report.line': '{channel}, 실행 "{run}", {line}번째 줄',
  'report.summary': '{maxScore}점 중 {score}점 · 검사 {total}개 중 {passed}개 · {seconds}초',
  'channel.stdout': '표준 출력',
  'channel.http': '요청',
});

const CHECK = { score: 0, maxScore: 10, after: [], why: '', learn: '', findings: [] };

function lessonOf(user: string, title: string, why: string, message: string): LessonReport {
  const excerpt = `{"level":30,"time":1766545200000,"event":"order.placed","userId":"${user}","orderId":"o_7"}`;
  const mark = { start: excerpt.indexOf(user), length: user.length };
  const place = { run: 'default', service: 'shop' };
  const finding = {
    code: 'foreign-user',
    message,
    expected: 'u_ada',
    actual: user,
    at: [
      { ...place, channel: 'http' as const, excerpt: 'POST /orders → 201' },
      { ...place, channel: 'stdout' as const, line: 12, excerpt, mark },
    ],
  };
  const learn = 'lessons/01-structured-logging/README.md#the-life-of-a-request';
  return {
    id: '01-structured-logging',
    status: 'failed',
    score: 10,
    maxScore: 30,
    durationMs: 1432,
    checks: [
      { ...CHECK, id: 'ndjson', title: 'JSON', status: 'passed', score: 10 },
      { ...CHECK, id: 'request-lifecycle', title, status: 'failed', why, learn, findings: [finding] },
      { ...CHECK, id: 'context', title: 'ID', status: 'skipped', after: ['ndjson'] },
    ],
  };
}

const IN_ENGLISH = lessonOf(
  'u_mallory',
  'Begins once, ends once',
  'A start without an end is a request that hangs.',
  'This line carries the user of another request.',
);

const IN_KOREAN = lessonOf(
  '말로리🫖',
  '시작 한 번, 끝 한 번',
  '끝이 없는 시작은 매달린 요청입니다.',
  '이 줄에 다른 요청의 사용자가 적혀 있습니다.',
);

const CRASHED: LessonReport = {
  ...IN_ENGLISH,
  status: 'crashed',
  score: 0,
  message: 'The app ended with 1 before it was ready.',
  output: ['app.ts:2', 'export enum Colour { Red }', '       ^^^^^^^^^^^', 'SyntaxError: no enum'],
  checks: [{ ...CHECK, id: 'ndjson', title: 'JSON', status: 'skipped' }],
};

const optionsOf = (width: number, options: Partial<PrettyOptions> = {}): PrettyOptions => ({
  width,
  style: PLAIN,
  say: ENGLISH,
  langFlag: '',
  ...options,
});

test('a whole lesson in 80 columns', () => {
  expect(printLesson(IN_ENGLISH, optionsOf(80))).toMatchInlineSnapshot(`
    "
      pass  ndjson             10/10  JSON
      FAIL  request-lifecycle   0/10  Begins once, ends once
      skip  context             0/10  ID (after ndjson)

      FAIL request-lifecycle  Begins once, ends once

        This line carries the user of another request.
          expected  u_ada
          got       u_mallory
          request of run "default"
          │ POST /orders → 201
          stdout of run "default", line 12
          │ …order.placed","userId":"u_mallory","orderId":"o_7"}
          │                          ^^^^^^^^^

        At 3 a.m.: A start without an end is a request that hangs.
        Read: lessons/01-structured-logging/README.md#the-life-of-a-request
        Hint: npm run hint -- 01 request-lifecycle

      not yet  10 of 30 points · 1 of 3 checks pass · 1.4 s
    "
  `);
});

test('a whole lesson in 40 columns', () => {
  expect(printLesson(IN_ENGLISH, optionsOf(40))).toMatchInlineSnapshot(`
    "
      pass  ndjson             10/10
          JSON
      FAIL  request-lifecycle   0/10
          Begins once, ends once
      skip  context             0/10
          ID (after ndjson)

      FAIL request-lifecycle  Begins once,
      ends once

        This line carries the user of
        another request.
          expected  u_ada
          got       u_mallory
          request of run "default"
          │ POST /orders → 201
          stdout of run "default", line 12
          │ …"userId":"u_mallory","orderId"…
          │            ^^^^^^^^^

        At 3 a.m.: A start without an end is
                   a request that hangs.
        Read: lessons/01-structured-logging/README.md#the-life-of-a-request
        Hint: npm run hint -- 01 request-lifecycle

      not yet  10 of 30 points · 1 of 3
      checks pass · 1.4 s
    "
  `);
});

test('a whole lesson in 80 columns, in Hangul', () => {
  expect(printLesson(IN_KOREAN, optionsOf(80, { say: KOREAN, langFlag: ' --lang ko' }))).toMatchInlineSnapshot(`
    "
      통과    ndjson             10/10  JSON
      실패    request-lifecycle   0/10  시작 한 번, 끝 한 번
      건너뜀  context             0/10  ID (ndjson 다음)

      실패 request-lifecycle  시작 한 번, 끝 한 번

        이 줄에 다른 요청의 사용자가 적혀 있습니다.
          기대한 값  u_ada
          실제       말로리🫖
          요청, 실행 "default"
          │ POST /orders → 201
          표준 출력, 실행 "default", 12번째 줄
          │ …order.placed","userId":"말로리🫖","orderId":"o_7"}
          │                          ^^^^^^^^

        새벽 3시: 끝이 없는 시작은 매달린 요청입니다.
        읽을 곳: lessons/01-structured-logging/README.md#the-life-of-a-request
        힌트: npm run hint -- 01 request-lifecycle --lang ko

      아직  30점 중 10점 · 검사 3개 중 1개 · 1.4초
    "
  `);
});

test('a whole lesson in 40 columns, in Hangul', () => {
  expect(printLesson(IN_KOREAN, optionsOf(40, { say: KOREAN }))).toMatchInlineSnapshot(`
    "
      통과    ndjson             10/10
          JSON
      실패    request-lifecycle   0/10
          시작 한 번, 끝 한 번
      건너뜀  context             0/10
          ID (ndjson 다음)

      실패 request-lifecycle  시작 한 번, 끝
      한 번

        이 줄에 다른 요청의 사용자가 적혀
        있습니다.
          기대한 값  u_ada
          실제       말로리🫖
          요청, 실행 "default"
          │ POST /orders → 201
          표준 출력, 실행 "default", 12번째
          줄
          │ …"userId":"말로리🫖","orderId":…
          │            ^^^^^^^^

        새벽 3시: 끝이 없는 시작은 매달린
                  요청입니다.
        읽을 곳: lessons/01-structured-logging/README.md#the-life-of-a-request
        힌트: npm run hint -- 01 request-lifecycle

      아직  30점 중 10점 · 검사 3개 중 1개 ·
      1.4초
    "
  `);
});

const WIDTHS = Array.from({ length: 61 }, (_, index) => 40 + index);
const REPORTS = [
  [IN_ENGLISH, ENGLISH],
  [IN_KOREAN, KOREAN],
  [CRASHED, ENGLISH],
] as const;

test.for(REPORTS)('nothing is wider than the page but what is there to be copied', ([lesson, say]) => {
  for (const width of WIDTHS) {
    const lines = printLesson(lesson, optionsOf(width, { say })).split('\n');
    expect(lines.filter((line) => stringWidth(line) > width && !/README|npm run/.test(line))).toEqual([]);
  }
});

test('no word of a title is broken: there is room for each', () => {
  const lesson = {
    ...IN_ENGLISH,
    checks: [{ ...CHECK, id: 'request-lifecycle', title: 'Requests', status: 'passed' as const }],
  };
  const broken = WIDTHS.filter((width) => !printLesson(lesson, optionsOf(width)).includes('Requests'));
  expect(broken).toEqual([]);
});

const paint = (format: 'bold' | 'dim' | 'red' | 'green') => (text: string) =>
  styleText(format, text, { validateStream: false });
const COLOURED: Style = { bold: paint('bold'), dim: paint('dim'), red: paint('red'), green: paint('green') };

test.for(REPORTS)('colours change nothing but colours', ([lesson, say]) => {
  for (const width of WIDTHS) {
    const coloured = printLesson(lesson, optionsOf(width, { say, style: COLOURED }));
    expect(coloured).toContain('\u001b[');
    expect(stripVTControlCharacters(coloured)).toBe(printLesson(lesson, optionsOf(width, { say })));
  }
});

test('a page is at least 40 and at most 100 columns wide', () => {
  expect(printLesson(IN_ENGLISH, optionsOf(1))).toBe(printLesson(IN_ENGLISH, optionsOf(40)));
  expect(printLesson(IN_ENGLISH, optionsOf(500))).toBe(printLesson(IN_ENGLISH, optionsOf(100)));
});

test('an app that crashed: what happened, and its last lines as it wrote them', () => {
  expect(printLesson(CRASHED, optionsOf(80))).toMatchInlineSnapshot(`
    "
      The app ended with 1 before it was ready.

      The app's last lines:
        app.ts:2
        export enum Colour { Red }
               ^^^^^^^^^^^
        SyntaxError: no enum

      skip  ndjson   0/10  JSON

      the app crashed  0 of 30 points · 0 of 1 checks pass · 1.4 s
    "
  `);
});

test('a long line of the app is broken where the page ends, and nothing of it is lost', () => {
  const long = `    at  file.ts:1  (${'x'.repeat(70)})  and more, to the end of it`;
  const page = printLesson({ ...CRASHED, output: [long] }, optionsOf(40));
  const [, shown = ''] = /last lines:\n(.*?)\n\n/s.exec(page) ?? [];
  const lines = shown.split('\n');
  expect(lines.map((line) => line.slice(4)).join('')).toBe(long);
  expect(lines.slice(0, -1).map((line) => stringWidth(line))).toEqual([40, 40, 40]);
});

test('what is not known of a finding is not shown', () => {
  const finding = { code: 'silent', message: 'Nothing was logged.', actual: '0', at: [] };
  const [, failed] = IN_ENGLISH.checks;
  const checks = failed === undefined ? [] : [{ ...failed, findings: [finding] }];
  const page = printLesson({ ...IN_ENGLISH, checks }, optionsOf(80));
  expect(page).toContain('    Nothing was logged.\n      got       0\n');
  expect(page).not.toMatch(/expected|undefined/);
});

test("a fault of the grader's has no score, and says whose it is", () => {
  const fault: LessonReport = {
    ...IN_ENGLISH,
    status: 'error',
    score: null,
    message: 'TypeError: no',
    output: [],
    checks: [],
  };
  const page = printLesson(fault, optionsOf(100));
  expect(page).toContain('\n  TypeError: no\n');
  expect(page).toContain(' – of 30 points');
  expect(page).toContain('This is a fault of the grader, not of your app');
  expect(page).not.toContain('last lines');
});

test('the head names what is graded, and the seed that replays it', () => {
  expect(printHead('three-am 01', 'exercises/01', 7, optionsOf(80))).toBe('\nthree-am 01  exercises/01 · seed 7\n');
});

test('several lessons have a sum, one has none', () => {
  const lessons = [IN_ENGLISH, { ...CRASHED, id: '02-metrics', score: null }];
  const report = { score: null, maxScore: 60, durationMs: 2345, lessons } as Report;
  expect(printTotal(report, optionsOf(80))).toMatchInlineSnapshot(`
    "
      01-structured-logging              10/30  not yet
      02-metrics                          –/30  the app crashed
      All lessons: – of 60 points · 2.3 s
    "
  `);
  expect(printTotal({ ...report, lessons: [IN_ENGLISH] }, optionsOf(80))).toBe('');
});
