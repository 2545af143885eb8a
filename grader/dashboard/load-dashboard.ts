import { asData, asText, dig } from '../evidence/lenient.ts';
import { depthOf, readJson } from './json-text.ts';
import type { Binding, Dashboard, JsonPlace, Panel } from './model.ts';
import {
  MOST,
  placeIn,
  syntaxProblem,
  tooMuch,
  UID,
  type FilePlace,
  type Problem,
  type ReadFile,
  type TextFile,
} from './problem.ts';
import { readClassic } from './read-classic.ts';
import { readV2 } from './read-v2.ts';

/** A dashboard, and where its parts stand. */
export interface LoadedDashboard {
  file: string;
  dashboard: Dashboard;
  find(place: JsonPlace): FilePlace;
}

const API = 'dashboard.grafana.app/';
/** The versions there are, by the schema of their spec. */
const VERSIONS = new Map([
  ...['v0alpha1', 'v1alpha1', 'v1beta1', 'v1'].map((version) => [version, 'panels'] as const),
  ...['v2alpha1', 'v2beta1', 'v2'].map((version) => [version, 'elements'] as const),
]);
const MAX_TITLE_SHOWN = 60;

/** Reads a submission's dashboards and gives the one that has most of the panels asked for. */
export function readDashboards(
  files: readonly TextFile[],
  panelIds: readonly number[],
): { problems: Problem[]; dashboard?: LoadedDashboard } {
  const shallow = files.filter(({ text }) => depthOf(text) <= MOST.depth);
  const deep = files.filter((one) => !shallow.includes(one)).map(({ file }) => tooMuch(file, 'depth'));
  const loaded = shallow.map(({ file, text }) => readOne({ file, read: readJson(text) }, panelIds));
  const [best] = loaded.toSorted((a, b) => countOf(b.loaded, panelIds) - countOf(a.loaded, panelIds));
  const problems = [...deep, ...loaded.flatMap((one) => one.problems)];
  return best === undefined ? { problems } : { problems, dashboard: best.loaded };
}

const countOf = ({ dashboard }: LoadedDashboard, ids: readonly number[]): number =>
  dashboard.panels.filter(({ id }) => ids.includes(id)).length;

function readOne(one: ReadFile, panelIds: readonly number[]): { loaded: LoadedDashboard; problems: Problem[] } {
  const { dashboard: whole, problems: own } = modelOf(one);
  const { dashboard, excesses } = bounded(whole, panelIds);
  const problems = [...own, ...excesses.map((what) => tooMuch(one.file, what))];
  const find = (place: JsonPlace): FilePlace => placeIn(one, place);
  const { error } = one.read;
  // What stands after a mistake may not have been read at all.
  const wrong = error === undefined ? [...problems, ...judge(dashboard, find)] : syntaxProblem(one);
  return { loaded: { file: one.file, dashboard, find }, problems: wrong };
}

/** As much of a dashboard as is run: of the panels those that are asked for before any other. */
function bounded(
  whole: Dashboard,
  panelIds: readonly number[],
): { dashboard: Dashboard; excesses: ('panels' | 'targets' | 'variables')[] } {
  const excesses = [
    ...(whole.panels.length > MOST.panels ? ['panels' as const] : []),
    ...(whole.panels.some(({ targets }) => targets.length > MOST.targets) ? ['targets' as const] : []),
    ...(whole.variables.length > MOST.variables ? ['variables' as const] : []),
  ];
  if (excesses.length === 0) return { dashboard: whole, excesses };
  const asked = panelIds.flatMap((id) => whole.panels.find((panel) => panel.id === id) ?? []);
  const others = whole.panels.filter((panel) => !asked.includes(panel));
  const panels = [...asked, ...others].slice(0, MOST.panels);
  return {
    dashboard: {
      ...whole,
      variables: whole.variables.slice(0, MOST.variables),
      panels: panels.map((panel) => ({ ...panel, targets: panel.targets.slice(0, MOST.targets) })),
    },
    excesses,
  };
}

/** Tells Grafana's schemas apart, as its file provisioning does. */
function modelOf(one: ReadFile): { dashboard: Dashboard; problems: Problem[] } {
  const value = asData(one.read.value);
  const problem = (code: Problem['code'], place: JsonPlace, params: Record<string, string> = {}): Problem => ({
    code,
    params: { file: one.file, ...params },
    place: placeIn(one, place),
  });
  const api = asText(value['apiVersion']);
  const uid = asText(dig(value, 'metadata', 'name')) || undefined;
  if (api.startsWith(API) || value['spec'] !== undefined) {
    const schema = api.startsWith(API) ? VERSIONS.get(api.slice(API.length)) : undefined;
    const known = [...VERSIONS.keys()].join(' | ');
    const problems = [
      ...(schema === undefined ? [problem('dashboard', ['apiVersion'], { what: `apiVersion: ${API}(${known})` })] : []),
      ...(value['kind'] === 'Dashboard' ? [] : [problem('dashboard', ['kind'], { what: 'kind: Dashboard' })]),
    ];
    const isV2 = dig(value, 'spec', 'elements') !== undefined;
    if (schema !== undefined && (schema === 'elements') !== isV2)
      problems.push(problem('dashboard', ['spec'], { what: `spec.${schema}` }));
    const dashboard = isV2 ? readV2(value['spec'], uid, ['spec']) : { ...readClassic(value['spec'], ['spec']), uid };
    return { dashboard, problems };
  }
  if (value['elements'] !== undefined)
    return { dashboard: readV2(value, 'bare', []), problems: [problem('bare-v2', ['elements'])] };
  if (value['dashboard'] !== undefined)
    return {
      dashboard: readClassic(value['dashboard'], ['dashboard']),
      problems: [problem('dashboard', ['dashboard'], { what: 'panels' })],
    };
  const inputs = value['__inputs'] === undefined ? [] : [problem('inputs', ['__inputs'])];
  return { dashboard: readClassic(value), problems: inputs };
}

function judge(dashboard: Dashboard, find: (place: JsonPlace) => FilePlace): Problem[] {
  const root = find([]);
  const { file } = root;
  const problems: Problem[] = [];
  if (dashboard.title.trim() === '') problems.push({ code: 'dashboard', params: { file, what: 'title' }, place: root });
  if (dashboard.uid === undefined || !UID.test(dashboard.uid))
    problems.push({ code: 'dashboard-uid', params: { file, uid: dashboard.uid ?? '' }, place: find(['uid']) });
  const silent = dashboard.variables.filter(({ type, query }) => type === 'query' && query.trim() === '');
  return [
    ...problems,
    ...unbound(dashboard, find),
    ...silent.map(({ name, place }): Problem => {
      const where = find(place);
      return { code: 'variable-query', params: { variable: name.slice(0, MAX_TITLE_SHOWN) }, place: where };
    }),
  ];
}

/** Whatever asks Prometheus asks the one that is chosen at the top of the dashboard. */
function unbound({ panels, variables }: Dashboard, find: (place: JsonPlace) => FilePlace): Problem[] {
  const sources = variables.filter(({ type, query }) => type === 'datasource' && query === 'prometheus');
  const isBound = ({ reference }: Binding): boolean =>
    sources.some(({ name }) => [`$${name}`, `\${${name}}`, `[[${name}]]`].includes(reference));
  const problem = (what: string, { reference, place }: Binding): Problem => ({
    code: 'unbound',
    params: { what: what.slice(0, MAX_TITLE_SHOWN), reference },
    place: find(place),
  });
  const ofPanel = (panel: Panel): Problem[] => {
    const asking = panel.targets.filter(({ foreign }) => foreign !== '__expr__');
    if (asking.length === 0) return [];
    const own = panel.datasource.reference === '-- Mixed --' ? '' : panel.datasource.reference;
    const bindings = [...(own === '' ? [] : [panel.datasource]), ...asking.map(({ datasource }) => datasource)];
    const wrong = bindings.find((binding) => !isBound(binding) && (binding.reference !== '' || own === ''));
    return wrong === undefined ? [] : [problem(`${panel.id} ${panel.title}`, wrong)];
  };
  return [
    ...panels.flatMap((panel) => ofPanel(panel)),
    ...variables
      .filter(({ type, datasource }) => type === 'query' && !isBound(datasource))
      .map(({ name, datasource }) => problem(`$${name}`, datasource)),
  ];
}
