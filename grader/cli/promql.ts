import Table from 'cli-table3';
import { plot } from 'simple-ascii-chart';
import sparkly from 'sparkly';
import type { QuerySeries } from '../backends/engines.ts';
import { loadLesson } from '../course/catalogue.ts';
import type { Evidence } from '../evidence/evidence.ts';
import { printable } from '../evidence/excerpt.ts';
import { seriesKey } from '../evidence/exposition/series.ts';
import type { Lesson, QueryData } from '../lessons/lesson.ts';
import { lessonIdOf } from './grade-plan.ts';
import { lastEvidence, lastEvidenceOrNone } from './last-evidence.ts';
import type { Terminal } from './terminal.ts';
import { UsageError } from './usage-error.ts';
import { withEngines } from './with-engines.ts';

const MAX_ROWS = 50;
const PLOT_HEIGHT = 10;
/** Beside the plot itself: its axis and the numbers on it. */
const PLOT_MARGIN = 16;

/** What is said of the samples of a run, and of those that stand in named ranges. */
const OF_RUN = { at: 'promql.at', course: 'promql.course', plot: 'promql.plot' } as const;
const OF_VIEWS = { at: 'promql.at-view', course: 'promql.course-view', plot: 'promql.plot-view' } as const;

interface Wording extends Pick<Terminal, 'say' | 'width'> {
  words: typeof OF_RUN | typeof OF_VIEWS;
}

/** Answers a PromQL query from what the last grade of a lesson saw: a table of values at one moment, and a plot of how they came about. */
export async function promql(
  word: string,
  query: string,
  { at }: { at?: string },
  terminal: Terminal,
): Promise<number> {
  const id = lessonIdOf(word);
  const lesson = await loadLesson(id);
  if (lesson.queryData === undefined) throw new UsageError('error.noQueries', { lesson: id });
  const words = isRun(lesson) ? OF_RUN : OF_VIEWS;
  const data = lesson.queryData(isRun(lesson) ? await evidenceOfRun(id) : await lastEvidenceOrNone(id));
  const [first, last] = [data.moments[0], data.moments.at(-1)];
  if (first === undefined || last === undefined) throw new UsageError('error.noSamples', { lesson: id });
  const time = at === undefined ? last.at : timeOf(at, data);
  const span = data.spans?.find(({ from, to }) => time >= from && time <= to);
  const range = span ?? { from: first.at, to: last.at, step: data.step };
  const [now, course] = await withEngines(['prometheus', 'promtool'], terminal, async (engines) => {
    const prometheus = await engines.prometheus(data.samples);
    return await Promise.all([prometheus.query(query, time), prometheus.queryRange(query, range)]);
  });
  if (!now.ok) throw new UsageError('error.promql', { reason: now.error });
  const moment = data.moments.findLast((one) => one.at <= time);
  terminal.print(`${terminal.style.dim(terminal.say(words.at, { time: iso(time), moment: moment?.name ?? '–' }))}\n`);
  const series = course.ok ? course.series : [];
  terminal.print(`${tableOf(now.series, series, { ...terminal, words })}\n${plotOf(series, { ...terminal, words })}`);
  return 0;
}

const isRun = ({ services }: Pick<Lesson, 'services'>): boolean => Object.keys(services).length > 0;

async function evidenceOfRun(id: string): Promise<Evidence> {
  const evidence = await lastEvidence(id);
  if (evidence === undefined) throw new UsageError('error.noEvidence', { lesson: id, number: id.slice(0, 2) });
  return evidence;
}

/** A moment's name, an ISO 8601 instant, or epoch seconds. @throws {UsageError} for anything else */
function timeOf(word: string, { moments }: Pick<QueryData, 'moments'>): number {
  const named = moments.find(({ name }) => name === word);
  if (named !== undefined) return named.at;
  const seconds = /^\d+(?:\.\d+)?$/.test(word) ? Number(word) : Date.parse(word) / 1000;
  if (Number.isNaN(seconds))
    throw new UsageError('error.at', { word, moments: moments.map(({ name }) => name).join(', ') });
  return seconds;
}

const iso = (seconds: number): string => new Date(seconds * 1000).toISOString().replace('.000', '');

/** The labels in which the series differ, a column each, the value, and how it came about. */
function tableOf(now: readonly QuerySeries[], course: readonly QuerySeries[], { say, words }: Wording): string {
  if (now.length === 0) return say('promql.empty');
  const shown = now.slice(0, MAX_ROWS);
  const times = [...new Set(course.flatMap(({ points }) => points.map(([time]) => time)))].toSorted((a, b) => a - b);
  const names = [...new Set(now.flatMap(({ labels }) => Object.keys(labels)))].filter(
    (name) => now.length === 1 || new Set(now.map(({ labels }) => labels[name])).size > 1,
  );
  const table = new Table({
    head: [...names, say('promql.value'), say(words.course)],
    chars: BORDERLESS,
    style: STYLE,
  });
  for (const { labels, points } of shown) {
    const key = seriesKey('', labels);
    const same = course.find((one) => seriesKey('', one.labels) === key);
    const values = times.map((time) => Number(same?.points.find(([at]) => at === time)?.[1] ?? Number.NaN));
    const drawn = sparkly(values.map((value) => (Number.isFinite(value) ? value : '')));
    table.push([...names.map((name) => printable(labels[name] ?? '')), points.at(-1)?.[1] ?? '', drawn]);
  }
  const more = now.length > MAX_ROWS ? `\n${say('promql.more', { count: now.length - MAX_ROWS })}` : '';
  return `${table.toString().replaceAll(/ +$/gm, '')}${more}`;
}

const STYLE = { head: [], border: [], 'padding-left': 0, 'padding-right': 0 };
const EDGES =
  'top top-mid top-left top-right bottom bottom-mid bottom-left bottom-right left left-mid mid mid-mid right right-mid';
const BORDERLESS = { ...Object.fromEntries(EDGES.split(' ').map((edge) => [edge, ''])), middle: '  ' };

/** How one series went over all of the time; of several, or of one that hardly has points, nothing is drawn. */
function plotOf(course: readonly QuerySeries[], { width, say, words }: Wording): string {
  const [one, ...others] = course;
  const points = (one?.points ?? []).filter(([, value]) => Number.isFinite(Number(value)));
  const [[start] = [0]] = points;
  if (points.length < 2 || others.length > 0) return '';
  const line = points.map(([time, value]): [number, number] => [time - start, Number(value)]);
  const picture = plot(line, { width: Math.min(width, MAX_PLOT) - PLOT_MARGIN, height: PLOT_HEIGHT });
  return `\n${say(words.plot, { from: iso(start) })}\n${picture.replaceAll(/ +$/gm, '').trimEnd()}\n`;
}

const MAX_PLOT = 100;
