import { readdir, readFile } from 'node:fs/promises';
import { join, posix } from 'node:path';
import { asData, asList, asText, dig } from './lenient.ts';
import { readDashboards, type LoadedDashboard } from './load-dashboard.ts';
import { placeIn, syntaxProblem, UID, type Problem, type ReadFile, type TextFile } from './problem.ts';
import { readYaml } from './yaml-text.ts';

/** Where Grafana, in its container, sees the folder `dashboards`. */
export const DASHBOARDS_PATH = '/var/lib/grafana/dashboards';
const DATASOURCES = 'provisioning/datasources';
const PROVIDERS = 'provisioning/dashboards';
/** Longer ones are nobody's. */
const MAX_CHARACTERS = 2 * 1024 * 1024;

/** What Grafana makes of a submission's files. */
export interface Provisioned {
  problems: Problem[];
  /** The dashboard that has the panels asked for; as far as its file can be read. */
  dashboard?: LoadedDashboard;
}

/** Loads a submission's datasources, providers and dashboards as Grafana would, and tells what keeps it from doing so. */
export async function loadProvisioned(directory: string, panelIds: readonly number[]): Promise<Provisioned> {
  const [datasources, providers, jsons] = await Promise.all([
    textsIn(directory, DATASOURCES, /\.ya?ml$/),
    textsIn(directory, PROVIDERS, /\.ya?ml$/),
    textsIn(directory, 'dashboards', /\.json$/),
  ]);
  const { problems, dashboard } = readDashboards(jsons, panelIds);
  return {
    problems: [
      ...missing(datasources, `${DATASOURCES}/*.yaml`),
      ...missing(providers, `${PROVIDERS}/*.yaml`),
      ...missing(jsons, 'dashboards/*.json'),
      ...judgeDatasources(parsed(datasources)),
      ...judgeProviders(parsed(providers), dashboard?.file),
      ...problems,
    ],
    ...(dashboard === undefined ? {} : { dashboard }),
  };
}

async function textsIn(directory: string, folder: string, name: RegExp): Promise<TextFile[]> {
  const names = await readdir(join(directory, folder), { recursive: true }).catch(() => []);
  const files = names.filter((one) => name.test(one)).toSorted();
  const texts = files.map(async (one) => ({
    file: posix.join(folder, one),
    text: (await readFile(join(directory, folder, one), 'utf8').catch(() => '')).slice(0, MAX_CHARACTERS),
  }));
  // An empty file is none.
  return (await Promise.all(texts)).filter(({ text }) => text.trim() !== '');
}

const missing = (files: TextFile[], file: string): Problem[] =>
  files.length === 0 ? [{ code: 'missing', params: { file } }] : [];

const parsed = (files: TextFile[]): ReadFile[] => files.map(({ file, text }) => ({ file, read: readYaml(text) }));

function judgeDatasources(files: ReadFile[]): Problem[] {
  const problems = files.flatMap((one) => [...syntaxProblem(one), ...versionProblem(one, 'datasource')]);
  const entries = files.flatMap((one) =>
    asList(dig(one.read.value, 'datasources')).map((value, index) => ({ one, index, entry: asData(value) })),
  );
  const prometheus = entries.filter(({ entry }) => entry['type'] === 'prometheus');
  const [first] = files;
  if (prometheus.length === 0 && problems.length === 0 && first !== undefined)
    problems.push({ code: 'datasource', params: { what: 'type: prometheus' }, place: placeIn(first, ['datasources']) });
  for (const { one, index, entry } of prometheus) {
    const place = placeIn(one, ['datasources', index]);
    for (const what of ['name', 'url'])
      if (asText(entry[what]) === '') problems.push({ code: 'datasource', params: { what }, place });
    const uid = asText(entry['uid']);
    if (!UID.test(uid)) problems.push({ code: 'datasource-uid', params: { uid }, place });
  }
  return problems;
}

function judgeProviders(files: ReadFile[], dashboard: string | undefined): Problem[] {
  const problems = files.flatMap((one) => [...syntaxProblem(one), ...versionProblem(one, 'provider')]);
  const entries = files.flatMap((one) =>
    asList(dig(one.read.value, 'providers')).map((value, index) => ({ one, index, entry: asData(value) })),
  );
  const [first] = files;
  if (entries.length === 0 && problems.length === 0 && first !== undefined)
    problems.push({ code: 'provider', params: { what: 'providers' }, place: placeIn(first, []) });
  const paths = entries.map(({ one, index, entry }) => {
    const place = placeIn(one, ['providers', index]);
    if (asText(entry['name']) === '') problems.push({ code: 'provider', params: { what: 'name' }, place });
    const type = asText(entry['type']);
    if (type !== '' && type !== 'file') problems.push({ code: 'provider', params: { what: 'type: file' }, place });
    return {
      path: asText(dig(entry, 'options', 'path')),
      place: placeIn(one, ['providers', index, 'options', 'path']),
    };
  });
  const [path] = paths;
  if (path !== undefined && dashboard !== undefined && !paths.some((one) => leadsTo(one.path, dashboard)))
    problems.push({ code: 'provider-path', params: { path: path.path, folder: DASHBOARDS_PATH }, place: path.place });
  return problems;
}

/** Grafana reads all that lies below the path. */
function leadsTo(path: string, file: string): boolean {
  if (!path.startsWith('/')) return false;
  const seen = posix.join(DASHBOARDS_PATH, posix.relative('dashboards', file));
  return seen.startsWith(`${posix.normalize(path).replace(/\/$/, '')}/`);
}

/** Without it Grafana reads the file as one of an older kind, with other keys. */
function versionProblem(one: ReadFile, code: 'datasource' | 'provider'): Problem[] {
  if (one.read.error !== undefined || Number(dig(one.read.value, 'apiVersion')) === 1) return [];
  return [{ code, params: { what: 'apiVersion: 1' }, place: placeIn(one, ['apiVersion']) }];
}
