import { mkdir, mkdtemp, rm, writeFile } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { dirname, join } from 'node:path';
import { onTestFinished } from 'vitest';

/** Writes a small course, by path, to a folder of its own that goes with the test. Gives the folder. */
export async function writeCourse(files: Record<string, string>): Promise<string> {
  const root = await mkdtemp(join(tmpdir(), 'three-am-course-'));
  onTestFinished(() => rm(root, { recursive: true, force: true }));
  for (const [path, text] of Object.entries(files)) {
    await mkdir(dirname(join(root, path)), { recursive: true });
    await writeFile(join(root, path), text);
  }
  return root;
}

/** A `lesson.ts` with these checks, their points and finding codes. */
export function lessonSource(id: string, checks: Record<string, { points: number; codes: string[] }>): string {
  const list = Object.entries(checks).map(([check, rest]) => ({ id: check, ...rest }));
  return `export default { id: '${id}', services: {}, runs: {}, tryOut: [], checks: ${JSON.stringify(list)} };\n`;
}
