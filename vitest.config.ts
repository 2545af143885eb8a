import { defineConfig } from 'vitest/config';

/** `unit`: the course's own tests. `grade`: one test per check of a lesson, over the learner's exercises. */
export default defineConfig({
  test: {
    pool: 'threads',
    projects: [
      { extends: true, test: { name: 'unit', include: ['{grader,shop}/**/*.test.ts'], testTimeout: 60_000 } },
      {
        extends: true,
        test: {
          name: 'grade',
          include: ['grader/lessons/*/lesson.grade.ts'],
          globalSetup: ['grader/lessons/observe.setup.ts'],
        },
      },
    ],
  },
});
