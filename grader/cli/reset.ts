import { existsSync } from 'node:fs';
import { cp, mkdir, rename } from 'node:fs/promises';
import { join } from 'node:path';
import { ROOT, shownPath } from '../course/paths.ts';
import { lessonIdOf } from './grade-plan.ts';
import type { Terminal } from './terminal.ts';

/**
 * Puts the starter back in the place of a lesson's exercise; what stood there is kept.
 * @returns 0 @throws {UsageError} for an unknown lesson
 */
export async function reset(word: string, { say, print }: Terminal): Promise<number> {
  const id = lessonIdOf(word);
  const exercise = join(ROOT, 'exercises', id);
  if (existsSync(exercise)) {
    const kept = join(ROOT, '.grade', 'kept', `${id}-${new Date().toISOString().replaceAll(':', '')}`);
    await mkdir(join(kept, '..'), { recursive: true });
    await rename(exercise, kept);
    print(`${say('reset.kept', { path: shownPath(kept) })}\n`);
  }
  await cp(join(ROOT, 'lessons', id, 'starter'), exercise, { recursive: true });
  print(`${say('reset.done', { path: shownPath(exercise) })}\n`);
  return 0;
}
