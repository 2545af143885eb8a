import type { Prometheus, QueryResult } from '../backends/engines.ts';
import { framesOf, type TargetAnswer } from './answer-frames.ts';
import { RegexRefused } from './bounded-regex.ts';
import { isRendered } from './condition.ts';
import type { Grid } from './data-frame.ts';
import { unknownMatcher } from './field-config.ts';
import type { Shown } from './frame.ts';
import { interpolate, type VariableValue } from './interpolate.ts';
import { timingOf, type TimeRange, type Timing } from './interval.ts';
import type { Panel, Target } from './model.ts';
import { legendOf } from './series-name.ts';
import { transform } from './transform.ts';
import { visualize } from './visualize.ts';

/** As often as a panel is repeated at most. */
const MOST_COPIES = 50;
/** Longer queries are nobody's. */
const MOST_CHARACTERS = 10_000;

/** What a panel is run with. */
export interface PanelRun {
  range: TimeRange;
  /** What each variable stands for. */
  variables: ReadonlyMap<string, VariableValue>;
  prometheus: Prometheus;
}

/** Runs a panel's queries as Grafana would, and gives what it shows. A repeated panel is run once for each value. */
export async function runPanel(panel: Panel, { range, variables, prometheus }: PanelRun): Promise<Shown> {
  const copies = copiesOf(panel, variables);
  if (copies.length > MOST_COPIES) return { frames: [], queries: [], notRun: `repeat: ${panel.repeats.join(', ')}` };
  const shown = await Promise.all(
    copies.map(async (copy) => {
      const one = await runCopy(panel, { range, variables: new Map([...variables, ...copy]), prometheus });
      const own = Object.fromEntries([...copy].map(([name, { values }]) => [name, values[0] ?? '']));
      // A copy's own title says which it is.
      const title = interpolate(panel.title, copy, {});
      const prefix = copies.length > 1 && title !== panel.title ? `${title}: ` : '';
      return {
        ...one,
        frames: one.frames.map((frame) => ({
          ...frame,
          name: `${prefix}${frame.name}`,
          labels: { ...own, ...frame.labels },
        })),
      };
    }),
  );
  const frames = shown.flatMap((one) => one.frames);
  const refused = shown.find((one) => one.refused !== undefined)?.refused;
  const notRun = shown.find((one) => one.notRun !== undefined)?.notRun;
  const blank = shown.find((one) => one.blank !== undefined)?.blank;
  return {
    frames,
    queries: [...new Set(shown.flatMap(({ queries }) => queries))],
    ...(refused === undefined ? {} : { refused }),
    ...(notRun === undefined ? {} : { notRun }),
    ...(blank === undefined || frames.length > 0 ? {} : { blank }),
  };
}

/** One map of values for each time that the panel is drawn. */
function copiesOf({ repeats }: Panel, variables: PanelRun['variables']): Map<string, VariableValue>[] {
  return repeats.reduce<Map<string, VariableValue>[]>(
    (copies, name) => {
      const variable = variables.get(name);
      if (variable === undefined) return copies;
      return copies.flatMap((copy) =>
        variable.values.map((value) => new Map([...copy, [name, { values: [value], many: variable.many }]])),
      );
    },
    [new Map<string, VariableValue>()],
  );
}

async function runCopy(panel: Panel, run: PanelRun): Promise<Shown> {
  const targets = panel.targets.filter(
    ({ hidden, expr, foreign }) => !hidden && (expr.trim() !== '' || foreign !== ''),
  );
  const foreign = targets.find((target) => target.foreign !== '')?.foreign;
  const longest = Math.max(0, ...targets.map((target) => queryOf(panel, target, run).query.length));
  if (longest > MOST_CHARACTERS) return { frames: [], queries: [], notRun: `expr: ${longest}` };
  const asked = await Promise.all(
    targets.filter((target) => target.foreign === '').flatMap((target) => ask(panel, target, run)),
  );
  const queries = asked.map(({ query }) => query);
  const refused = asked.find(({ result }) => !result.ok);
  if (refused !== undefined && !refused.result.ok)
    return { frames: [], queries, refused: { query: refused.query, reason: refused.result.error } };
  if (foreign !== undefined) return { frames: [], queries, notRun: foreign };
  const hasData = asked.some(({ result }) => result.ok && result.series.length > 0);
  if (!isRendered(panel.conditions, { ...run, hasData })) return { frames: [], queries, blank: 'conditionalRendering' };
  return { queries, ...show(panel, asked, run) };
}

/** What a panel makes of its answers. */
function show(panel: Panel, asked: readonly Asked[], { variables, range }: PanelRun): Omit<Shown, 'queries'> {
  const matcher = unknownMatcher(panel.overrides);
  if (matcher !== undefined) return { frames: [], notRun: `overrides: ${matcher}` };
  const answers = asked.map((one) => namedAnswer(one, variables));
  try {
    const { frames, notRun, emptied } = transform(framesOf(answers), panel.transformations);
    if (notRun !== undefined) return { frames: [], notRun: `transformations: ${notRun}` };
    if (emptied !== undefined) return { frames: [], blank: `transformations: ${emptied}` };
    return visualize(panel, frames, range.to);
  } catch (error) {
    if (error instanceof RegexRefused) return { frames: [], notRun: error.source };
    throw error;
  }
}

/** A target's query as it was put, and what came of it. */
interface Asked {
  target: Target;
  query: string;
  grid?: Grid;
  result: QueryResult;
}

function namedAnswer({ target, query, grid, result }: Asked, variables: PanelRun['variables']): TargetAnswer {
  const series = result.ok ? result.series : [];
  const legendFormat = interpolate(target.legendFormat, variables, {});
  const alone = series.length === 1;
  return {
    refId: target.refId,
    query,
    format: target.format,
    ...(grid === undefined ? {} : { grid }),
    series: series.map((of) => ({ of, name: legendOf(of.labels, { legendFormat, query, alone }) })),
  };
}

/** A target's query as it is put. */
function queryOf(
  panel: Panel,
  target: Target,
  { range, variables }: Omit<PanelRun, 'prometheus'>,
): { query: string; timing: Timing } {
  const timing = timingOf(range, panel, target);
  return { query: interpolate(target.expr, variables, globalsOf(timing)).trim(), timing };
}

/** A target may be asked for a range, for the moment at its end, or for both. */
function ask(panel: Panel, target: Target, { range, variables, prometheus }: PanelRun): Promise<Asked>[] {
  const { query, timing } = queryOf(panel, target, { range, variables });
  const { from, to, step } = timing;
  const end = Math.floor(to / step) * step;
  const grid = { start: from, step, count: Math.round((end - from) / step) + 1 };
  const ranged = async (): Promise<Asked> => ({
    target,
    query,
    grid,
    result: await prometheus.queryRange(query, { from, to: end, step }),
  });
  const instant = async (): Promise<Asked> => ({ target, query, result: await prometheus.query(query, to) });
  return [...(target.range ? [ranged()] : []), ...(target.instant ? [instant()] : [])];
}

function globalsOf({ from, to, step, rateInterval, range }: Timing): Record<string, string> {
  const seconds = (value: number): string => (Number.isInteger(value) ? `${value}s` : `${Math.round(value * 1000)}ms`);
  return {
    __interval: seconds(step),
    __interval_ms: String(step * 1000),
    __rate_interval: seconds(rateInterval),
    __rate_interval_ms: String(rateInterval * 1000),
    __range: `${range}s`,
    __range_s: String(range),
    __range_ms: String(range * 1000),
    __from: String(from * 1000),
    __to: String(to * 1000),
  };
}
