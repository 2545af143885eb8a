import { expect, test } from 'vitest';
import { lintCourse } from './rules.ts';
import { lessonSource, writeCourse } from './test-course.ts';

/** One mistake for each rule, or more. The rule about code blocks needs packages: its own test has them. */
const FAULTY = {
  'README.md': '[a](nowhere.md)',
  'lessons/01-logs/README.md': '# Logs',
  'lessons/01-logs/lesson.yaml': 'level: easy',
  'lessons/01-logs/texts.en.yaml': 'checks: { levels: { learn: "#levels" } }',
  'lessons/01-logs/starter/app.ts': 'run();',
  'lessons/02-metrics/README.md': '# Metrics',
  'exercises/01-logs/app.ts': 'walk();',
  'grader/lessons/01-logs/lesson.ts': lessonSource('01-logs', { levels: { points: 100, codes: ['noisy'] } }),
  'grader/lessons/01-logs/names.ts': "export const NAMES = { level: ['level'] };",
};

const filesOf = async (exercises: boolean) => {
  const complaints = await lintCourse(await writeCourse(FAULTY), { exercises });
  return complaints.map(({ file, message }) => `${file}: ${message}`).join('\n');
};

test('every rule is asked', async () => {
  const all = await filesOf(true);
  for (const [rule, complaint] of Object.entries({
    folders: 'solutions/01-logs: does not exist',
    'lesson-card': 'lessons/01-logs/lesson.yaml: level is none of',
    checks: 'grader/lessons/02-metrics/lesson.ts: does not load',
    'lesson-texts': 'lessons/01-logs/texts.en.yaml: checks.levels.title is missing',
    'tool-texts': 'grader/cli/texts.en.yaml: does not exist',
    'learn-anchors': 'lessons/01-logs/texts.en.yaml: checks.levels.learn is #levels',
    links: 'README.md: links to nowhere.md',
    names: 'lessons/01-logs/README.md: does not publish `level`',
    mutants: 'grader/lessons/01-logs/mutants.ts: does not exist',
    'report-schema': 'grader/report/report.schema.json: does not exist',
    exercises: 'exercises/01-logs/app.ts: differs',
  }))
    expect(all, rule).toContain(complaint);
});

test('a learner may have changed the exercises', async () => {
  expect(await filesOf(false)).not.toContain('exercises/01-logs/app.ts');
});
