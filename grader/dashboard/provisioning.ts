import { readdir, readFile, stat } from 'node:fs/promises';
import { join, posix } from 'node:path';
import { asData, asList, asText, dig } from '../evidence/lenient.ts';
import { readDashboards, type LoadedDashboard } from './load-dashboard.ts';
import { MOST, placeIn, syntaxProblem, tooMuch, UID, type Problem, type ReadFile, type TextFile } from './problem.ts';
import { readYaml } from './yaml-text.ts';

/** Where Grafana, in its container, sees the folder `dashboards`. */
const DASHBOARDS_PATH = '/var/lib/grafana/dashboards';
const DATASOURCES = 'provisioning/datasources';
const PROVIDERS = 'provisioning/dashboards';
const MEBIBYTE = 1024 * 1024;

/** What Grafana makes of a submission's files. */
export interface Provisioned {
  problems: Problem[];
  /** The dashboard that has the panels asked for; as far as its file can be read. */
  dashboard?: LoadedDashboard;
}

/** Loads a submission's datasources, providers and dashboards as Grafana would, and tells what keeps it from doing so. */
export async function loadProvisioned(directory: string, panelIds: readonly number[]): Promise<Provisioned> {
  const [datasources, providers, dashboards] = await Promise.all([
    textsIn(directory, DATASOURCES, /\.ya?ml$/),
    textsIn(directory, PROVIDERS, /\.ya?ml$/),
    textsIn(directory, 'dashboards', /\.json$/),
  ]);
  const { problems, dashboard } = readDashboards(dashboards.texts, panelIds);
  return {
    problems: [
      ...missing(datasources, `${DATASOURCES}/*.yaml`),
      ...missing(providers, `${PROVIDERS}/*.yaml`),
      ...missing(dashboards, 'dashboards/*.json'),
      ...[datasources, providers, dashboards].flatMap((folder) => folder.refused),
      ...judgeDatasources(parsed(datasources.texts)),
      ...judgeProviders(parsed(providers.texts), dashboard?.file),
      ...problems,
    ],
    ...(dashboard === undefined ? {} : { dashboard }),
  };
}

/** The files of a folder that are read, and what is wrong with the others. */
interface Folder {
  texts: TextFile[];
  refused: Problem[];
}

async function textsIn(directory: string, folder: string, name: RegExp): Promise<Folder> {
  const names = await readdir(join(directory, folder), { recursive: true }).catch(() => []);
  const texts: TextFile[] = [];
  const refused: Problem[] = [];
  for (const one of names.filter((path) => name.test(path)).toSorted()) {
    const [file, path] = [posix.join(folder, one), join(directory, folder, one)];
    const { size } = await stat(path);
    if (size > MOST.mebibytes * MEBIBYTE) refused.push(tooMuch(file, 'mebibytes'));
    else texts.push({ file, text: await readFile(path, 'utf8').catch(() => '') });
  }
  // An empty file is none.
  return { texts: texts.filter(({ text }) => text.trim() !== ''), refused };
}

const missing = ({ texts, refused }: Folder, file: string): Problem[] =>
  texts.length + refused.length === 0 ? [{ code: 'missing', params: { file } }] : [];

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
