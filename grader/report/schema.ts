import { z } from 'zod';

/** The `json` report, as published in `report.schema.json`. Types of the report are inferred from here. */

const pointer = z.strictObject({
  channel: z.enum(['stdout', 'stderr', 'http', 'exit', 'metrics', 'otlp', 'sentry', 'file']),
  run: z.string(),
  service: z.string(),
  scrape: z.string().optional().describe('of a scrape: its name'),
  line: z.int().positive().optional().describe('from 1'),
  column: z.int().positive().optional().describe('from 1, in characters'),
  excerpt: z.string().describe('what stands there; control characters are escaped'),
  mark: z
    .strictObject({ start: z.int().nonnegative(), length: z.int().positive() })
    .optional()
    .describe('the part of the excerpt that matters, in characters of the excerpt'),
});

const finding = z.strictObject({
  code: z.string(),
  message: z.string(),
  expected: z.string().optional(),
  actual: z.string().optional(),
  at: z.array(pointer),
});

const check = z.strictObject({
  id: z.string(),
  title: z.string(),
  status: z.enum(['passed', 'failed', 'skipped', 'error']),
  score: z.int().nonnegative(),
  maxScore: z.int().positive(),
  after: z.array(z.string()).describe('checks that must pass for this one to be judged'),
  why: z.string(),
  learn: z.string().describe('where to read, relative to the course'),
  findings: z.array(finding),
});

const lesson = z.strictObject({
  id: z.string(),
  status: z.enum(['passed', 'failed', 'crashed', 'timeout', 'limit', 'violation', 'error']),
  score: z.int().nonnegative().nullable().describe('null when the grader itself failed'),
  maxScore: z.int().positive(),
  durationMs: z.int().nonnegative(),
  message: z.string().optional(),
  reason: z.literal('missing-tool').optional().describe('of an `error` that is no fault of the grader'),
  output: z.array(z.string()).optional().describe("the app's last lines, where they matter"),
  checks: z.array(check),
  exhibits: z
    .array(z.strictObject({ id: z.string(), title: z.string(), lines: z.array(z.string()) }))
    .optional()
    .describe('what else is worth a look in what the app emitted'),
});

export const reportSchema = z
  .strictObject({
    schema: z.literal('three-am/report/v1'),
    course: z.strictObject({ name: z.string(), version: z.string() }),
    target: z.string(),
    lang: z.enum(['en', 'ko']),
    seed: z.int().nonnegative(),
    stack: z.enum(['embedded', 'compose']),
    node: z.string(),
    engines: z.record(z.string(), z.string()),
    startedAt: z.iso.datetime(),
    durationMs: z.int().nonnegative(),
    score: z.int().nonnegative().nullable(),
    maxScore: z.int().nonnegative(),
    lessons: z.array(lesson),
  })
  .describe('What three-am found in one submission');

export type Report = z.infer<typeof reportSchema>;
export type LessonReport = z.infer<typeof lesson>;
export type CheckReport = z.infer<typeof check>;
export type FindingReport = z.infer<typeof finding>;
export type PointerReport = z.infer<typeof pointer>;
