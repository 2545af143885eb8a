import type { Prometheus, QueryResult } from '../backends/engines.ts';
import type { Frame, Shown } from './frame.ts';
import { interpolate, type VariableValue } from './interpolate.ts';
import { timingOf, type TimeRange, type Timing } from './interval.ts';
import type { Panel, Target } from './model.ts';
import { calculationOf, reduce } from './reduce.ts';
import { seriesName } from './series-name.ts';
import { transform } from './transform.ts';

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
  const refused = shown.find((one) => one.refused !== undefined)?.refused;
  return {
    frames: shown.flatMap(({ frames }) => frames),
    queries: [...new Set(shown.flatMap(({ queries }) => queries))],
    ...(refused === undefined ? {} : { refused }),
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

/** Data of other sources (expressions, other panels) is none that Prometheus has. */
const FOREIGN = new Set(['__expr__', '-- Dashboard --', '-- Grafana --']);

async function runCopy(panel: Panel, run: PanelRun): Promise<Shown> {
  const targets = panel.targets.filter(
    ({ hidden, expr, datasource }) => !hidden && expr.trim() !== '' && !FOREIGN.has(datasource.reference),
  );
  const answers = await Promise.all(targets.flatMap((target) => asked(panel, target, run)));
  const frames = transform(
    answers.flatMap(({ frames: own }) => own),
    panel.transformations,
  );
  const calculation = calculationOf(panel);
  const refused = answers.find((answer) => answer.refused !== undefined)?.refused;
  return {
    frames: calculation === undefined ? frames : frames.map((frame) => toOne(frame, calculation, run.range.to)),
    queries: answers.flatMap(({ queries }) => queries),
    ...(refused === undefined ? {} : { refused }),
  };
}

function toOne(frame: Frame, calculation: string, at: number): Frame {
  return { ...frame, start: at, step: 0, values: [reduce(frame.values, calculation)] };
}

/** A target may be asked for a range, for the moment at its end, or for both. */
function asked(panel: Panel, target: Target, { range, variables, prometheus }: PanelRun): Promise<Shown>[] {
  const timing = timingOf(range, panel, target);
  const query = interpolate(target.expr, variables, globalsOf(timing)).trim();
  const named = (result: QueryResult, at: { start: number; step: number; count: number }): Shown => {
    if (!result.ok) return { frames: [], queries: [query], refused: { query, reason: result.error } };
    const alone = result.series.length === 1;
    const frames = result.series.map(({ labels, points }): Frame => {
      const values = Array.from({ length: at.count }, () => Number.NaN);
      for (const [time, value] of points)
        values[at.step === 0 ? 0 : Math.round((time - at.start) / at.step)] = numberOf(value);
      const name = seriesName(labels, {
        target: { ...target, legendFormat: interpolate(target.legendFormat, variables, {}) },
        panel,
        query,
        alone,
      });
      return { refId: target.refId, query, name, labels, start: at.start, step: at.step, values };
    });
    return { frames, queries: [query] };
  };
  const { from, to, step } = timing;
  const end = Math.floor(to / step) * step;
  const ranged = async (): Promise<Shown> =>
    named(await prometheus.queryRange(query, { from, to: end, step }), {
      start: from,
      step,
      count: Math.round((end - from) / step) + 1,
    });
  const instant = async (): Promise<Shown> =>
    named(await prometheus.query(query, to), { start: to, step: 0, count: 1 });
  return [...(target.range ? [ranged()] : []), ...(target.instant ? [instant()] : [])];
}

const numberOf = (value: string): number =>
  value === '+Inf' ? Infinity : value === '-Inf' ? -Infinity : Number(value);

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
