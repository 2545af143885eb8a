import { cp, writeFile } from 'node:fs/promises';
import { join } from 'node:path';
import { test, vi } from 'vitest';
import { loadLesson } from '../course/catalogue.ts';
import { ROOT } from '../course/paths.ts';
import { gradeCase } from './grade-case.ts';
import { processesOf } from './leftovers.ts';
import { METRICS_CASES, type MetricsCase } from './metrics-cases.ts';
import { openScratchCourse } from './scratch-course.ts';

vi.setConfig({ maxConcurrency: 2 });

const LESSON = '02-prometheus-metrics';
const SOLUTION = join(ROOT, 'solutions', LESSON);

/** How long what was ended may take to be gone: the system's time, not the grader's. */
const GONE_MS = 2_000;

const { checks } = await loadLesson(LESSON);

/** The app: what is wrong with it, and then the solution. */
async function writeApp({ program }: MetricsCase, folder: string): Promise<void> {
  await cp(SOLUTION, join(folder, 'solution'), { recursive: true });
  await cp(join(SOLUTION, 'queries.yaml'), join(folder, 'queries.yaml'));
  await writeFile(join(folder, 'app.ts'), `${program}\nawait import('./solution/app.ts');\n`);
}

test.concurrent.for(METRICS_CASES)('$id', async (hostile, { expect, onTestFinished }) => {
  const course = await openScratchCourse();
  onTestFinished(() => course.close());
  await writeApp(hostile, course.submission);
  const report = await gradeCase(course, { lesson: LESSON });
  const failed = report.checks.filter(({ status }) => status === 'failed');
  const skipped = report.checks.filter(({ status }) => status === 'skipped').map(({ id }) => id);

  expect({
    status: report.status,
    fails: Object.fromEntries(failed.map(({ id, findings }) => [id, findings.map(({ code }) => code)])),
  }).toEqual({
    status: hostile.status,
    fails: hostile.fails,
  });
  if (hostile.message === undefined) expect(report.message).toBeUndefined();
  else expect(report.message).toMatch(hostile.message);
  const others = checks.map(({ id }) => id).filter((id) => id !== 'queries' && !Object.hasOwn(hostile.fails, id));
  if (hostile.skips === 'all') expect(skipped).toEqual(checks.map(({ id }) => id));
  else expect(skipped).toEqual(hostile.skips === 'most' ? others : []);
  await expect.poll(() => processesOf(course.root), { timeout: GONE_MS }).toEqual([]);
});
