import { join } from 'node:path';
import { setFlagsFromString } from 'node:v8';
import { createVitest, type CliOptions, type TestCase } from 'vitest/node';
import { ROOT } from '../course/paths.ts';
import type { Verdict } from '../lessons/judge.ts';

/** Vitest, started beside the observation and waiting for evidence. */
export interface Judging {
  /** Runs a lesson's tests over its evidence; gives what each handed back, in the checks' order. */
  judge(lessonId: string, evidenceFolder: string): Promise<Verdict[]>;
  close(): Promise<void>;
}

/** Thrown when Vitest did not run a lesson's tests; the message holds what it said. */
class JudgingFailed extends Error {}

/** Starts Vitest in this process. It prints nothing: the report is ours to print. */
export async function openJudging(): Promise<Judging> {
  // In megabytes. A worker that reads evidence makes much and keeps little; by default V8 lets that grow before it clears up.
  setFlagsFromString('--max-semi-space-size=2');
  let cases: TestCase[] = [];
  let failures: unknown[] = [];
  const options: CliOptions = {
    root: ROOT,
    config: false,
    watch: false,
    include: ['grader/lessons/*/lesson.grade.ts'],
    pool: 'threads',
    maxWorkers: 1,
    isolate: false,
    reporters: [
      {
        onTestCaseResult(testCase) {
          cases.push(testCase);
        },
        onTestRunEnd(modules, errors) {
          failures.push(...errors, ...modules.flatMap((module) => module.errors()));
        },
      },
    ],
  };
  const vitest = await createVitest(options, { cacheDir: join(ROOT, '.grade', 'vite') });

  return {
    async judge(lessonId, evidenceFolder) {
      cases = [];
      failures = [];
      vitest.provide('evidence', { [lessonId]: evidenceFolder });
      await vitest.start([join('grader/lessons', lessonId, 'lesson.grade.ts')]);
      const verdicts = cases.flatMap((testCase) => testCase.meta().verdict ?? []);
      if (failures.length > 0 || verdicts.length === 0)
        throw new JudgingFailed(failures.map((failure) => describe(failure)).join('\n') || 'Vitest ran no test');
      return verdicts;
    },
    close: () => vitest.close(),
  };
}

function describe(failure: unknown): string {
  const { stack, message } = failure as Partial<Error>;
  return stack ?? message ?? String(failure);
}
