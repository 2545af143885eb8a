import { mkdtemp, rm } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { openEngines } from '../backends/embedded/open-engines.ts';
import { loadLesson } from '../course/catalogue.ts';
import { evidenceFolder, shownPath, submissionFolder } from '../course/paths.ts';
import { readEvidence } from '../evidence/store.ts';
import type { PanelPicture } from '../lessons/lesson.ts';
import { findPrograms } from './find-programs.ts';
import { lessonIdOf } from './grade-plan.ts';
import type { Terminal } from './terminal.ts';
import { UsageError } from './usage-error.ts';

const FIRST_SEED = 1;
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
  const seed = await readEvidence(evidenceFolder(id)).then(
    (evidence) => evidence.seed,
    () => FIRST_SEED,
  );
  const programs = await findPrograms(lesson.needs ?? [], terminal);
  const folder = await mkdtemp(join(tmpdir(), 'three-am-dashboard-'));
  const engines = openEngines(programs, folder);
  const width = Math.min(terminal.width, MAX_WIDTH) - INDENT.length;
  try {
    const panel = options.panel === undefined ? {} : { panel: Number(options.panel) };
    const pictures = await lesson.dashboard.draw({ directory, seed, engines, view, width, ...panel });
    if (pictures.length === 0)
      throw new UsageError('error.panel', { panel: options.panel ?? '–', path: shownPath(directory) });
    print(`${style.dim(say('dashboard.head', { path: shownPath(directory), view }))}\n`);
    printPanels(pictures, terminal);
    return 0;
  } finally {
    await engines.close();
    await rm(folder, { recursive: true, force: true });
  }
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
