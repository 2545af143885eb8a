import { join } from 'node:path';
import { parseArgs } from 'node:util';
import type { TestProject } from 'vitest/node';
import { lessonIds, loadLesson } from '../course/catalogue.ts';
import { evidenceFolder, ROOT, submissionFolder } from '../course/paths.ts';
import { writeEvidence } from '../evidence/store.ts';
import { observe } from '../observe/observe.ts';

/**
 * Observes before Vitest judges, where Vitest was started by itself (from an editor, or as `vitest --project grade`)
 * and not by the CLI. Observes the exercises of the lessons whose grade files Vitest was asked for.
 */
export default async function setup(project: TestProject): Promise<void> {
  const { positionals } = parseArgs({ strict: false, allowPositionals: true });
  const asked = lessonIds().filter(
    (id) => positionals.length === 0 || positionals.some((word) => join('grader/lessons', id, 'lesson.grade.ts').includes(word)),
  );
  const folders: Record<string, string> = {};
  for (const id of asked) {
    const source = submissionFolder({ kind: 'exercises' }, id);
    if (source === undefined) continue;
    const folder = evidenceFolder(id);
    const lesson = await loadLesson(id);
    await writeEvidence(await observe({ lesson, root: ROOT, source, seed: Date.now() % 0x7fffffff }), folder);
    folders[id] = folder;
  }
  project.provide('evidence', folders);
}
