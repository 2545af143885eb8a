import { mkdir, mkdtemp, rm, writeFile } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { dirname, join } from 'node:path';
import { expect, onTestFinished, test } from 'vitest';
import { loadProvisioned } from './provisioning.ts';

const DATASOURCE =
  'apiVersion: 1\ndatasources:\n  - name: P\n    uid: p\n    type: prometheus\n    url: http://p:9090\n';
const PROVIDER = 'apiVersion: 1\nproviders:\n  - name: shop\n    options:\n      path: /var/lib/grafana/dashboards\n';
const DASHBOARD = { uid: 'shop', title: 'Shop', panels: [{ id: 1, type: 'text' }] };
const FILES = {
  'provisioning/datasources/a.yaml': DATASOURCE,
  'provisioning/dashboards/a.yml': PROVIDER,
  'dashboards/shop.json': JSON.stringify(DASHBOARD),
};

/** What is found wrong with files, some of them other than they should be. */
async function problemsOf(changed: Partial<Record<keyof typeof FILES | 'dashboards/in/other.json', string>> = {}) {
  const folder = await mkdtemp(join(tmpdir(), 'three-am-provisioning-'));
  onTestFinished(() => rm(folder, { recursive: true }));
  for (const [file, text] of Object.entries({ ...FILES, ...changed })) {
    await mkdir(dirname(join(folder, file)), { recursive: true });
    await writeFile(join(folder, file), text);
  }
  const { problems, dashboard } = await loadProvisioned(folder, [1, 2]);
  return {
    file: dashboard?.file,
    problems: problems.map(({ code, params, place }) => ({ code, ...params, line: place?.line })),
  };
}

const yaml = (text: string) => problemsOf({ 'provisioning/datasources/a.yaml': text });
const provider = (text: string) => problemsOf({ 'provisioning/dashboards/a.yml': text });
const json = (text: string) => problemsOf({ 'dashboards/shop.json': text });

test('files that are as they should be have no problems', async () => {
  expect(await problemsOf()).toEqual({ file: 'dashboards/shop.json', problems: [] });
});

test('the dashboard is the one that has the panels', async () => {
  const other = JSON.stringify({ ...DASHBOARD, panels: [{ id: 1 }, { id: 2 }] });
  expect((await problemsOf({ 'dashboards/in/other.json': other })).file).toBe('dashboards/in/other.json');
});

test.each([
  [() => yaml(''), { code: 'missing', file: 'provisioning/datasources/*.yaml' }],
  [() => yaml(DATASOURCE.replace('apiVersion: 1\n', '')), { code: 'datasource', what: 'apiVersion: 1' }],
  [() => yaml(DATASOURCE.replace('prometheus', 'loki')), { code: 'datasource', what: 'type: prometheus' }],
  [() => yaml(DATASOURCE.replace('name: P', 'access: proxy')), { code: 'datasource', what: 'name', line: 3 }],
  [() => yaml(DATASOURCE.replace('    uid: p\n', '')), { code: 'datasource-uid', uid: '', line: 3 }],
  [() => yaml(DATASOURCE.replace('uid: p', 'uid: "p p"')), { code: 'datasource-uid', uid: 'p p' }],
  [() => provider('apiVersion: 1\n'), { code: 'provider', what: 'providers' }],
  [() => provider(PROVIDER.replace('name: shop', 'type: file')), { code: 'provider', what: 'name' }],
  [
    () => provider(PROVIDER.replace('name: shop', 'name: shop\n    type: http')),
    { code: 'provider', what: 'type: file' },
  ],
  [
    () => provider(PROVIDER.replace('/var', './var')),
    { code: 'provider-path', path: './var/lib/grafana/dashboards', line: 5 },
  ],
  [() => provider(PROVIDER.replace('/dashboards', '/dash')), { code: 'provider-path' }],
])('%#: one thing is wrong, and told with its place', async (load, problem) => {
  expect((await load()).problems).toMatchObject([problem]);
});

test('a path above the dashboards leads to them', async () => {
  expect((await provider(PROVIDER.replace('/grafana/dashboards', '/'))).problems).toEqual([]);
});

test.each([
  [
    'a quote that is never closed',
    () => yaml(DATASOURCE.replace('url: ', 'url: "')),
    'provisioning/datasources/a.yaml',
    7,
  ],
  ['a comma that is missing', () => json('{\n  "uid": "shop"\n  "title": "Shop"\n}'), 'dashboards/shop.json', 3],
  ['aliases that make much of little', () => yaml(bomb()), 'provisioning/datasources/a.yaml', 1],
  ['what stands too deep in itself', () => yaml('['.repeat(20_000)), 'provisioning/datasources/a.yaml', 1],
])('%s is told with file and line, and nothing else', async (_, load, file, line) => {
  expect((await load()).problems).toMatchObject([{ code: 'syntax', file, line }]);
});

/** A few lines of YAML that stand for billions of words. */
function bomb(): string {
  const levels = 'abcdefghij'.split('').map((name, index, all) => {
    const inner = index === 0 ? '"x"' : `*${all[index - 1] ?? ''}`;
    return `${name}: &${name} [${Array.from({ length: 10 }, () => inner).join(', ')}]`;
  });
  return `${levels.join('\n')}\n`;
}

const DEEP = `{"uid": "shop", "title": "Shop", "links": ${'['.repeat(10_000)}${']'.repeat(10_000)}}`;
const panels = Array.from({ length: 5_000 }, (_, index) => ({ id: 5_000 - index, type: 'text' }));

test.each([
  ['mebibytes', () => json(`${JSON.stringify(DASHBOARD)}${' '.repeat(3_000_000)}`), undefined],
  ['depth', () => json(DEEP), undefined],
  ['panels', () => json(JSON.stringify({ ...DASHBOARD, panels })), 'dashboards/shop.json'],
  [
    'targets',
    () => json(JSON.stringify({ ...DASHBOARD, panels: [{ id: 1, targets: manyTargets() }] })),
    'dashboards/shop.json',
  ],
])('too many %s are told once', async (what, load, file) => {
  const found = await load();
  expect(found.problems.filter(({ code }) => code !== 'unbound')).toMatchObject([{ code: 'too-much', what }]);
  expect(found.file).toBe(file);
});

const manyTargets = (): object[] => Array.from({ length: 60 }, () => ({ refId: 'A', expr: 'up' }));
