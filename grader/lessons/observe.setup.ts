import { randomInt } from 'node:crypto';
import { join } from 'node:path';
import { parseArgs } from 'node:util';
import type { TestProject } from 'vitest/node';
import { programsFor } from '../backends/embedded/programs.ts';
import { lessonIds, loadLesson } from '../course/catalogue.ts';
import { evidenceFolder, ROOT, submissionFolder } from '../course/paths.ts';
import { publishEvidence, writeEvidence } from '../evidence/store.ts';
import { observe } from '../observe/observe.ts';

const MAX_SEED = 0x7fffffff;

/**
 * Observes before Vitest judges, where Vitest was started by itself (from an editor, or as `vitest --project grade`)
 * and not by the CLI. Observes the exercises of the lessons whose grade files Vitest was asked for.
 */
export default async function setup(project: TestProject): Promise<() => Promise<void>> {
  // Only so that their values are not taken for the names of files.
  const text = { type: 'string' } as const;
  const options = { project: text, reporter: text, outputFile: text, root: text, config: text };
  const { positionals } = parseArgs({ strict: false, allowPositionals: true, options });
  const words = positionals.filter((word) => word !== 'run');
  const asked = lessonIds().filter(
    (id) => words.length === 0 || words.some((word) => join('grader/lessons', id, 'lesson.grade.ts').includes(word)),
  );
  const folders: Record<string, string> = {};
  for (const id of asked) {
    const source = submissionFolder({ kind: 'exercises' }, id);
    if (source === undefined) continue;
    const lesson = await loadLesson(id);
    const evidence = await observe({
      lesson,
      root: ROOT,
      source,
      seed: randomInt(MAX_SEED),
      programs: await programsFor(lesson),
    });
    folders[id] = await writeEvidence(evidence, evidenceFolder(id));
  }
  project.provide('evidence', folders);
  return async () => {
    for (const [id, folder] of Object.entries(folders)) await publishEvidence(folder, evidenceFolder(id));
  };
}
