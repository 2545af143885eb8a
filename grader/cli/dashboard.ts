import { loadLesson } from '../course/catalogue.ts';
import { shownPath, submissionFolder } from '../course/paths.ts';
import type { PanelPicture } from '../lessons/lesson.ts';
import { lessonIdOf } from './grade-plan.ts';
import { lastEvidenceOrNone } from './last-evidence.ts';
import type { Terminal } from './terminal.ts';
import { UsageError } from './usage-error.ts';
import { withEngines } from './with-engines.ts';

const MAX_WIDTH = 120;
/** Before each line of a panel. */
const INDENT = '  ';

export interface DashboardOptions {
  panel?: string;
  view?: string;
  solution?: boolean;
}

/** Draws the panels of a lesson's dashboard, with the numbers of the last grade. @throws {UsageError} */
export async function dashboard(word: string, options: DashboardOptions, terminal: Terminal): Promise<number> {
  const { say, style, print } = terminal;
  const id = lessonIdOf(word);
  const lesson = await loadLesson(id);
  if (lesson.dashboard === undefined) throw new UsageError('error.noDashboard', { lesson: id });
  const directory = submissionFolder({ kind: options.solution === true ? 'solutions' : 'exercises' }, id);
  if (directory === undefined) throw new UsageError('error.folder', { lesson: id, path: id });
  const { views } = lesson.dashboard;
  const view = options.view ?? views[0] ?? '';
  if (!views.includes(view)) throw new UsageError('error.view', { view, views: views.join(', ') });
  const { draw } = lesson.dashboard;
  const { seed } = await lastEvidenceOrNone(id);
  const width = Math.min(terminal.width, MAX_WIDTH) - INDENT.length;
  const panel = options.panel === undefined ? {} : { panel: Number(options.panel) };
  const pictures = await withEngines(lesson.needs ?? [], terminal, (engines) =>
    draw({ directory, seed, engines, view, width, ...panel }),
  );
  if (pictures.length === 0)
    throw new UsageError('error.panel', { panel: options.panel ?? '–', path: shownPath(directory) });
  print(`${style.dim(say('dashboard.head', { path: shownPath(directory), view }))}\n`);
  printPanels(pictures, terminal);
  return 0;
}

function printPanels(pictures: PanelPicture[], { say, style, print }: Terminal): void {
  let last: string | undefined;
  for (const { id, title, row, lines, refused } of pictures) {
    if (row !== last) print(`\n${style.bold(row)}\n`);
    last = row;
    print(`\n  ${style.bold(`${id}  ${title}`)}\n`);
    if (refused !== undefined) print(`  ${style.red(say('dashboard.refused', { reason: refused }))}\n`);
    for (const line of lines) print(`${INDENT}${line.trimEnd()}\n`);
  }
}
