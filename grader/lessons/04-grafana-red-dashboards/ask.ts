import pLimit from 'p-limit';
import type { Prometheus, QueryResult } from '../../backends/engines.ts';
import type { LoadedDashboard } from '../../dashboard/load-dashboard.ts';
import type { Panel } from '../../dashboard/model.ts';
import { resolveVariables, type Selection } from '../../dashboard/options.ts';
import { loadProvisioned } from '../../dashboard/provisioning.ts';
import { runPanel } from '../../dashboard/run-panel.ts';
import type { Json } from '../../evidence/evidence.ts';
import type { Question } from '../../observe/plan.ts';
import { encode, type Answers, type PanelAnswer, type VariableAnswer } from './answers.ts';
import { VIEWS, type Part, type ViewName } from './days-model.ts';
import { samplesOf } from './days-series.ts';
import { createDays } from './days.ts';
import { PANELS, VARIABLES } from './names.ts';
import { partsOf } from './parts.ts';

const IDS: readonly number[] = Object.values(PANELS).map(({ id }) => id);
/** Prometheus itself answers no more than 20 queries at once, and two processors are busy with fewer. */
const AT_ONCE = 6;

/** Loads the submission as Grafana would, and runs its panels on a Prometheus that holds the two days of the seed. */
export async function askDashboard({ directory, seed, engines }: Question): Promise<Json> {
  const days = createDays(seed);
  const [{ problems, dashboard }, prometheus] = await Promise.all([
    loadProvisioned(directory, IDS),
    engines.prometheus(samplesOf(days)),
  ]);
  if (dashboard === undefined) return encode({ problems, file: '', panels: [], variables: [] });
  return encode({ problems, file: dashboard.file, ...(await runDashboard(dashboard, prometheus, seed)) });
}

/** More points than these are no curves that anybody could tell apart: of them few are kept. */
const MOST_POINTS = 100_000;
const KEPT_SERIES = 100;
/** Answers of which not all was kept. */
const cut = new WeakSet<QueryResult>();

/** The same query is asked once, however many panels put it; who takes too long or gets too much once is not asked again. */
function sharing(prometheus: Prometheus): { forOne(): Prometheus } {
  const asked = new Map<string, Promise<QueryResult>>();
  const room = pLimit(AT_ONCE);
  return {
    forOne() {
      let last: QueryResult | undefined;
      const once = async (key: string, ask: () => Promise<QueryResult>): Promise<QueryResult> => {
        const known = asked.get(key) ?? room(async () => last ?? bounded(await ask()));
        asked.set(key, known);
        const result = await known;
        if (isExcessive(result)) last = result;
        return result;
      };
      return {
        query: (promql, at) => once(`${at} ${promql}`, () => prometheus.query(promql, at)),
        queryRange: (promql, range) =>
          once(`${range.from} ${range.to} ${range.step} ${promql}`, () => prometheus.queryRange(promql, range)),
      };
    },
  };
}

function bounded(result: QueryResult): QueryResult {
  if (!result.ok || result.series.reduce((sum, { points }) => sum + points.length, 0) <= MOST_POINTS) return result;
  const series = result.series.slice(0, KEPT_SERIES).map((one) => ({ ...one, points: one.points.slice(-1) }));
  const kept = { ...result, series };
  cut.add(kept);
  return kept;
}

const isExcessive = (result: QueryResult): boolean =>
  result.ok ? cut.has(result) : /timed out|more than \d+ bytes|too many samples/.test(result.error);

async function runDashboard(
  { dashboard, find }: LoadedDashboard,
  prometheus: Prometheus,
  seed: number,
): Promise<Pick<Answers, 'panels' | 'variables'>> {
  const shared = sharing(prometheus);
  const forVariables = shared.forOne();
  const { options } = await resolveVariables(dashboard, { range: VIEWS.hour, selection: {}, prometheus: forVariables });
  const variables = dashboard.variables.map(({ name, multi, includeAll, place }): VariableAnswer => {
    const offered = options.get(name) ?? [];
    return { name, multi, includeAll, options: offered, place: find(place) };
  });
  const views = Object.keys(VIEWS) as ViewName[];
  const looks: { view: ViewName; part: Part }[] = [
    ...views.map((view) => ({ view, part: {} })),
    ...partsOf(seed).flatMap((part) => (isOffered(part, variables) ? [{ view: 'burst' as const, part }] : [])),
  ];
  const asking = dashboard.panels.map(() => shared.forOne());
  const answers = dashboard.panels.map(({ id, title, description, unit, row, place, targets }): PanelAnswer => ({
    id,
    title,
    description,
    unit,
    row: row ?? null,
    place: find(place),
    queries: targets.map((target) => find(target.place)),
    shown: [],
  }));
  await Promise.all(
    looks.map(async ({ view, part }) => {
      const { name: _, ...range } = VIEWS[view];
      const { values } = await resolveVariables(dashboard, {
        range,
        selection: selectionOf(part),
        prometheus: forVariables,
      });
      const shown = dashboard.panels.map(async (panel, index) => {
        if (!isLookedAt(panel, view, part)) return;
        answers[index]?.shown.push({
          view,
          part,
          shown: await runPanel(panel, { range, variables: values, prometheus: asking[index] ?? forVariables }),
        });
      });
      await Promise.all(shown);
    }),
  );
  return { panels: answers.map((answer) => ({ ...answer, unit: shownUnit(answer) })), variables };
}

/** The unit of what a panel shows, whichever of its overrides it comes from; all of them where they differ. */
function shownUnit({ unit, shown }: PanelAnswer): string {
  const units = new Set(shown.flatMap((one) => one.shown.frames.map((frame) => frame.unit)));
  return units.size === 0 ? unit : [...units].toSorted().join(', ');
}

/** Of other panels only how many series they draw matters. */
const isLookedAt = ({ id }: Panel, view: ViewName, part: Part): boolean =>
  IDS.includes(id) || (view === 'hour' && Object.keys(part).length === 0);

const selectionOf = (part: Part): Selection =>
  Object.fromEntries(Object.entries(part).map(([name, values]: [string, readonly string[]]) => [name, values]));

/** Nobody can choose what is not offered, nor several where one may be chosen. */
function isOffered(part: Part, variables: readonly VariableAnswer[]): boolean {
  return VARIABLES.every((name) => {
    const wanted = part[name];
    if (wanted === undefined) return true;
    const variable = variables.find((one) => one.name === name);
    if (variable === undefined || (wanted.length > 1 && !variable.multi)) return false;
    return wanted.every((value) => variable.options.includes(value));
  });
}
