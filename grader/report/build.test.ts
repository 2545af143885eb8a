import { mkdir, mkdtemp, realpath, rm, writeFile } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { execa } from 'execa';
import { expect, onTestFinished, test } from 'vitest';
import { EMPTY_EVIDENCE, EMPTY_RUN } from '../evidence/empty.ts';
import type { LessonTexts } from '../course/texts.ts';
import type { Evidence, Exchange, ProcessRecord, Run } from '../evidence/evidence.ts';
import type { Verdict } from '../lessons/judge.ts';
import type { Lesson } from '../lessons/lesson.ts';
import { buildErrorReport, buildLessonReport, type LessonResult } from './build.ts';
import { reportSchema, type LessonReport } from './schema.ts';

const WORKPLACE = '/course/.grade/runs/1-a';

const TEXTS: LessonTexts = {
  checks: {
    levels: {
      title: 'Levels mean something',
      why: 'Noise.',
      learn: '#levels',
      findings: { noisy: 'Health checks were told {count} times, at {level}.' },
      hints: [],
    },
  },
};

const PLAN = { drive: () => Promise.resolve(), ends: 'sigterm' } as const;

const LESSON: Lesson = {
  id: '01-logs',
  services: { shop: 'app.ts' },
  runs: { default: PLAN, odd: { ...PLAN, required: false } },
  checks: [
    { id: 'levels', points: 60, codes: ['noisy'], judge: () => [] },
    { id: 'plain', points: 40, codes: ['wrong'], judge: () => [] },
  ],
  tryOut: [],
};

const LEVELS: Verdict = { id: 'levels', status: 'passed', score: 60, maxScore: 60, after: [], findings: [] };
const PLAIN: Verdict = { id: 'plain', status: 'passed', score: 40, maxScore: 40, after: ['levels'], findings: [] };
const FAILED: Verdict = { ...PLAIN, status: 'failed', score: 0, findings: [{ code: 'wrong' }] };

function runOf(run: Partial<Run>, output: Partial<Record<'stdout' | 'stderr', string>> = {}): Run {
  const { stdout = '', stderr = '' } = output;
  const shop = {
    service: 'shop',
    stdout: Buffer.from(stdout),
    stderr: Buffer.from(stderr),
  } as unknown as ProcessRecord;
  return { ...EMPTY_RUN, processes: { shop }, ...run };
}

const CRASHED = { outcome: 'crashed', trouble: { code: 'boot-crashed', params: { status: '1' } } } as const;

const evidenceOf = (...runs: Run[]): Evidence => ({
  ...EMPTY_EVIDENCE,
  workplace: WORKPLACE,
  runs: Object.fromEntries(runs.map((run) => [run.name, run])),
});

/** The report of a lesson, valid as the published schema has it. Sentences are shown as their keys and parameters. */
function build(result: Partial<LessonResult> = {}): LessonReport {
  const report = buildLessonReport({
    lesson: LESSON,
    evidence: evidenceOf(runOf({})),
    verdicts: [LEVELS, PLAIN],
    lang: 'en',
    texts: TEXTS,
    say: (key, params) => [key, ...Object.entries(params ?? {}).map(([name, value]) => `${name}=${value}`)].join(' '),
    durationMs: 12.5,
    ...result,
  });
  reportSchema.shape.lessons.element.parse(report);
  return report;
}

test('a lesson whose checks all pass has passed, with the sum of their points', () => {
  const { checks, ...rest } = build();
  expect(rest).toEqual({ id: '01-logs', status: 'passed', score: 100, maxScore: 100, durationMs: 13 });
  expect(checks).toEqual([
    { ...LEVELS, title: 'Levels mean something', why: 'Noise.', learn: 'lessons/01-logs/README.md#levels' },
    // A check without texts shows its id rather than nothing.
    { ...PLAIN, title: 'plain', why: '', learn: 'lessons/01-logs/README.md' },
  ]);
  expect(build({ lang: 'ko' }).checks[0]?.learn).toBe('lessons/01-logs/README.ko.md#levels');
});

test('a finding is told in its sentence, filled in; where there is none, by its code', () => {
  const at = [{ channel: 'stdout', run: 'default', service: 'shop', line: 3, excerpt: '{}' }] as const;
  const findings = [
    { code: 'noisy', params: { count: 3, level: 'info\n' }, expected: 'quiet', actual: '\u001b[31minfo', at: [...at] },
    { code: 'other', params: { count: 1 } },
  ];
  const report = build({
    verdicts: [
      { ...LEVELS, status: 'failed', score: 0, findings },
      { ...PLAIN, status: 'skipped', score: 0 },
    ],
  });
  expect(report).toMatchObject({ status: 'failed', score: 0, maxScore: 100 });
  expect(report.message).toBeUndefined();
  expect(report.checks[0]?.findings).toEqual([
    {
      code: 'noisy',
      message: String.raw`Health checks were told 3 times, at info\x0a.`,
      expected: 'quiet',
      actual: String.raw`\x1b[31minfo`,
      at,
    },
    { code: 'other', message: 'other', at: [] },
  ]);
});

test('a value of any length is shown short, and no character of it in two', () => {
  const finding = { code: 'noisy', params: { count: 1, level: 'x'.repeat(300) }, actual: `${'x'.repeat(199)}🫖🫖` };
  const [shown] =
    build({ verdicts: [{ ...LEVELS, status: 'failed', score: 0, findings: [finding] }] }).checks[0]?.findings ?? [];
  expect(shown?.message).toBe(`Health checks were told 1 times, at ${'x'.repeat(200)}….`);
  expect(shown?.actual).toMatch(/^x{199}(🫖)?…$/u);
});

test("a check that threw is the grader's fault: no score, whatever else there is to say", () => {
  const broken: Verdict = { ...PLAIN, status: 'error', score: 0, fault: 'TypeError: no\n  at x' };
  const report = build({ verdicts: [LEVELS, broken], evidence: evidenceOf(runOf(CRASHED)) });
  expect(report).toMatchObject({ status: 'error', score: null, maxScore: 100, message: 'TypeError: no\n  at x' });
});

test('a lesson that could not be graded has no score and no checks, and says why', () => {
  const report = buildErrorReport(LESSON, new Error('no such file'), 3.4);
  expect(report).toMatchObject({
    id: '01-logs',
    status: 'error',
    score: null,
    maxScore: 100,
    durationMs: 3,
    checks: [],
  });
  expect(report.message).toMatch(/^Error: no such file\n\s+at /);
  expect(buildErrorReport(LESSON, 'plain text', 0).message).toBe('plain text');
  reportSchema.shape.lessons.element.parse(report);
});

test('a violation comes before everything else', () => {
  const violation = { code: 'refused-kind', params: { path: 'lib/link' } } as const;
  const report = build({ evidence: { ...evidenceOf(runOf(CRASHED)), violation } });
  expect(report).toMatchObject({ status: 'violation', message: 'violation.refused-kind path=lib/link' });
});

test('a crash at boot shows the last lines of the app, with paths as the learner knows them', () => {
  const stdout = Array.from({ length: 60 }, (_, n) => `line ${n}`).join('\n');
  const stderr = `\n  \nError: \u001b[31mno database\n    at file://${WORKPLACE}/app.ts:3:7\n    at ${WORKPLACE}/lib/db.ts:1:1\n${'x'.repeat(600)}\n`;
  const report = build({ evidence: evidenceOf(runOf(CRASHED, { stdout, stderr })), verdicts: [FAILED] });
  expect(report).toMatchObject({ status: 'crashed', message: 'run.boot-crashed status=1 run=default' });
  expect(report.output).toHaveLength(50);
  expect(report.output?.slice(0, 1)).toEqual(['line 14']);
  expect(report.output?.slice(-5)).toEqual([
    'line 59',
    String.raw`Error: \x1b[31mno database`,
    '    at app.ts:3:7',
    '    at lib/db.ts:1:1',
    'x'.repeat(500),
  ]);
});

test.for(['plain', 'three am 과정'])(
  'a known failure at boot is explained, in a course that stands in "%s"',
  async (name) => {
    const root = await realpath(await mkdtemp(join(tmpdir(), 'three-am-build-')));
    onTestFinished(() => rm(root, { recursive: true, force: true }));
    const workplace = join(root, name, '.grade', 'runs', '1-a');
    await mkdir(workplace, { recursive: true });
    await writeFile(join(workplace, 'app.ts'), '\nenum Colour { Red }\n');
    const { stderr } = await execa(process.execPath, ['app.ts'], { cwd: workplace, reject: false });
    const report = build({ evidence: { ...evidenceOf(runOf(CRASHED, { stderr })), workplace } });
    expect(report.message).toBe('run.boot-crashed status=1 run=default startup.enum file=app.ts line=2');
    expect(report.output?.[0]).toBe('app.ts:2');
  },
);

test('names that a submission made up are escaped in the message', () => {
  const violation = { code: 'refused-kind', params: { path: 'a\u001b[2J\nb' } } as const;
  expect(build({ evidence: { ...evidenceOf(), violation } }).message).toBe(
    String.raw`violation.refused-kind path=a\x1b[2J\x0ab`,
  );
  const stderr = `Cannot find package '\u001b[2J' imported from app.ts`;
  expect(build({ evidence: evidenceOf(runOf(CRASHED, { stderr })) }).message).toContain(String.raw`module=\x1b[2J`);
});

test('an odd run that crashed says nothing of the lesson', () => {
  const report = build({ evidence: evidenceOf(runOf({}), runOf({ ...CRASHED, name: 'odd' })) });
  expect([report.status, report.message]).toEqual(['passed', undefined]);
});

test.for<[what: string, runs: Run[], status: LessonReport['status'], message: string]>([
  [
    'an odd run that was flooded',
    [runOf({}), runOf({ name: 'odd', outcome: 'limit', trouble: { code: 'output-limit', params: { megabytes: 8 } } })],
    'limit',
    'run.output-limit megabytes=8 run=odd',
  ],
  [
    'an odd run that left processes behind, beside one that crashed',
    [
      runOf(CRASHED),
      runOf({ name: 'odd', outcome: 'violation', trouble: { code: 'left-processes', params: { count: 2 } } }),
    ],
    'violation',
    'run.left-processes count=2 run=odd',
  ],
  [
    'a run that hung',
    [runOf({ outcome: 'timeout', trouble: { code: 'run-timeout', params: { seconds: 30 } } })],
    'timeout',
    'run.run-timeout seconds=30 run=default',
  ],
  [
    'a crash beside a wrong answer',
    [runOf({ ...CRASHED, exchanges: [{ outcome: 'timeout', expectedStatus: 200 } as Exchange] })],
    'crashed',
    'run.boot-crashed status=1 run=default',
  ],
])('%s', ([, runs, status, message]) => {
  expect(build({ evidence: evidenceOf(...runs) })).toMatchObject({ status, message });
});

test('a shop that answers wrongly is told by its route, or by its path where it has none', () => {
  const owed = { method: 'GET', path: '/products/p_1', expectedStatus: 200 };
  const wrong = { ...owed, outcome: 'answered', status: 500 } as Exchange;
  const reportOf = (exchange: Partial<Exchange>) =>
    build({ evidence: evidenceOf(runOf({ exchanges: [{ ...wrong, ...exchange }] })), verdicts: [FAILED] });
  const routed = reportOf({ route: '/products/:id' });
  expect(routed.status).toBe('failed');
  expect(routed.message).toBe('shop.deviates request=GET /products/:id status=500 expected=200');
  expect(reportOf({ route: null }).message).toContain('request=GET /products/p_1 ');
  const late = reportOf({ route: null, outcome: 'timeout', status: null });
  expect([late.status, late.message]).toEqual([
    'timeout',
    'shop.timeout request=GET /products/p_1 status=– expected=200',
  ]);
  const cut = reportOf({ route: null, outcome: 'failed', status: null, error: 'ECONNRESET' });
  expect([cut.status, cut.message?.split(' ')[0]]).toEqual(['failed', 'shop.silent']);
  expect(cut.message).toContain('error=ECONNRESET');
});
