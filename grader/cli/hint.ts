import wrapAnsi from 'wrap-ansi';
import { loadLesson } from '../course/catalogue.ts';
import { readingPath } from '../course/paths.ts';
import { loadLessonTexts } from '../course/texts.ts';
import { lessonIdOf } from './grade-plan.ts';
import type { Terminal } from './terminal.ts';
import { UsageError } from './usage-error.ts';

const LEVELS = ['1', '2', '3'];
const MAX_WIDTH = 80;

/** Shows one hint of a check. @returns 0 @throws {UsageError} for an unknown lesson, check or level */
export async function hint(
  word: string,
  check: string,
  { level }: { level: string },
  terminal: Terminal,
): Promise<number> {
  const { say, style } = terminal;
  const id = lessonIdOf(word);
  const [lesson] = id.split('-');
  const { checks } = await loadLesson(id);
  if (!checks.some((known) => known.id === check))
    throw new UsageError('error.check', {
      lesson: id,
      word: check,
      checks: checks.map((known) => known.id).join(', '),
    });
  if (!LEVELS.includes(level)) throw new UsageError('error.level', { level });

  const { checks: texts } = await loadLessonTexts(id, terminal.lang);
  const { title = check, hints = [], learn = '' } = texts[check] ?? {};
  const params = { lesson: lesson ?? id, check, level, learn: `${readingPath(id, terminal.lang)}${learn}` };
  const next =
    level === LEVELS.at(-1)
      ? say('hint.last', params)
      : say('hint.next', { ...params, level: Number(level) + 1 }) + terminal.langFlag;
  const wrap = (text: string): string => wrapAnsi(text, Math.min(MAX_WIDTH, terminal.width));
  terminal.print(
    [
      style.bold(say('hint.title', params)),
      style.dim(wrap(title)),
      '',
      wrap(hints[Number(level) - 1] ?? ''),
      '',
      style.dim(wrap(next)),
      '',
    ].join('\n'),
  );
  return 0;
}
