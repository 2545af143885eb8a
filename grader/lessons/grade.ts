import { expect, inject, test } from 'vitest';
import { readEvidence } from '../evidence/store.ts';
import { judge, type Verdict } from './judge.ts';
import type { Lesson } from './lesson.ts';

declare module 'vitest' {
  interface ProvidedContext {
    /** Where each lesson's evidence is kept, by lesson id. */
    evidence: Record<string, string>;
  }
  interface TaskMeta {
    verdict?: Verdict;
  }
}

/** Registers one test for each check of a lesson. The evidence is there already: the tests run nothing. */
export async function gradeLesson(lesson: Lesson): Promise<void> {
  const verdicts = judge(lesson, await readEvidence(inject('evidence')[lesson.id] ?? ''));
  for (const verdict of verdicts)
    test(verdict.id, ({ task, skip }) => {
      task.meta.verdict = verdict;
      if (verdict.status === 'skipped') skip();
      if (verdict.fault !== undefined) throw new Error(verdict.fault);
      expect(verdict.findings).toEqual([]);
    });
}
