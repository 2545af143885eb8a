import { describe, expect, test } from 'vitest';
import { readDashboards } from './load-dashboard.ts';

const BOUND = { type: 'prometheus', uid: '${datasource}' };
const TARGET = { refId: 'A', expr: 'up', legendFormat: 'x', datasource: BOUND };
const VARIABLE = { name: 'datasource', type: 'datasource', query: 'prometheus' };
const CLASSIC = {
  uid: 'shop',
  title: 'Shop',
  templating: { list: [VARIABLE] },
  panels: [
    {
      id: 2,
      type: 'row',
      title: 'Second',
      gridPos: { y: 9, x: 0 },
      panels: [{ id: 3, type: 'stat', gridPos: { y: 10 }, datasource: BOUND, targets: [TARGET] }],
    },
    { id: 1, type: 'row', title: 'First', gridPos: { y: 0, x: 0 } },
    { id: 4, type: 'timeseries', gridPos: { y: 1, x: 0 }, datasource: BOUND, targets: [TARGET] },
  ],
};
const V2 = {
  title: 'Shop',
  variables: [{ kind: 'DatasourceVariable', spec: { name: 'datasource', pluginId: 'prometheus' } }],
  elements: {
    'panel-4': {
      kind: 'Panel',
      spec: {
        id: 4,
        title: 'Requests',
        data: {
          kind: 'QueryGroup',
          spec: {
            queries: [
              {
                kind: 'PanelQuery',
                spec: {
                  refId: 'A',
                  hidden: false,
                  query: {
                    kind: 'DataQuery',
                    group: 'prometheus',
                    datasource: { name: '${datasource}' },
                    spec: { expr: 'up' },
                  },
                },
              },
            ],
            transformations: [{ kind: 'Transformation', group: 'limit', spec: { options: { limitField: 1 } } }],
            queryOptions: { maxDataPoints: 50 },
          },
        },
        vizConfig: {
          kind: 'VizConfig',
          group: 'stat',
          spec: { options: { reduceOptions: { calcs: ['mean'] } }, fieldConfig: { defaults: { unit: 'reqps' } } },
        },
      },
    },
  },
  layout: {
    kind: 'RowsLayout',
    spec: {
      rows: [
        {
          kind: 'RowsLayoutRow',
          spec: {
            title: 'First',
            layout: {
              kind: 'GridLayout',
              spec: {
                items: [
                  {
                    kind: 'GridLayoutItem',
                    spec: { element: { name: 'panel-4' }, repeat: { mode: 'variable', value: 'instance' } },
                  },
                ],
              },
            },
          },
        },
      ],
    },
  },
};
const RESOURCE = { apiVersion: 'dashboard.grafana.app/v2', kind: 'Dashboard', metadata: { name: 'shop' }, spec: V2 };
const read = (value: unknown) =>
  readDashboards([{ file: 'dashboards/shop.json', text: JSON.stringify(value, undefined, 2) }], [4]);
const codesOf = (value: unknown): string[] => read(value).problems.map(({ code }) => code);

describe('the classic model', () => {
  test('has panels in rows by their height, whatever their order in the file', () => {
    const { problems, dashboard } = read(CLASSIC);
    expect(problems).toEqual([]);
    expect(dashboard?.dashboard.panels.map(({ id, row }) => [id, row?.index, row?.title])).toEqual([
      [4, 0, 'First'],
      [3, 1, 'Second'],
    ]);
  });

  test.each([
    [{ ...CLASSIC, title: '' }, ['dashboard']],
    [{ ...CLASSIC, uid: undefined }, ['dashboard-uid']],
    [{ ...CLASSIC, __inputs: [] }, ['inputs']],
    [{ ...CLASSIC, templating: { list: [] } }, ['unbound', 'unbound']],
    [{ dashboard: CLASSIC }, ['dashboard']],
  ])('%# is not loaded as it should be', (value, codes) => {
    expect(codesOf(value)).toEqual(codes);
  });
});

describe('the v2 schema', () => {
  test('is read from the whole resource', () => {
    const { problems, dashboard } = read(RESOURCE);
    expect(problems).toEqual([]);
    expect(dashboard?.dashboard.uid).toBe('shop');
    expect(dashboard?.dashboard.panels).toMatchObject([
      {
        id: 4,
        type: 'stat',
        unit: 'reqps',
        reduce: { calculations: ['mean'], showsRows: false, fields: '' },
        maxDataPoints: 50,
        repeats: ['instance'],
        row: { index: 0, title: 'First' },
        targets: [{ refId: 'A', expr: 'up', datasource: { reference: '${datasource}' } }],
        transformations: [{ id: 'limit', options: { limitField: 1 } }],
      },
    ]);
  });

  test('is refused without the resource around it, and read all the same', () => {
    expect(codesOf(V2)).toEqual(['bare-v2']);
    expect(read(V2).dashboard?.dashboard.panels).toHaveLength(1);
  });
});

/** The v2 resource with something changed, its way given by keys. */
function changed(value: unknown, ...keys: (string | number)[]): unknown {
  const copy = structuredClone(RESOURCE) as unknown as Record<string, unknown>;
  let inner = copy;
  for (const key of keys.slice(0, -1)) inner = inner[key] as Record<string, unknown>;
  inner[keys.at(-1) ?? ''] = value;
  return copy;
}

const ROW = ['spec', 'layout', 'spec', 'rows', 0, 'spec'];
const QUERY = ['spec', 'elements', 'panel-4', 'spec', 'data', 'spec', 'queries', 0, 'spec', 'query'];
const panelOf = (value: unknown) => read(value).dashboard?.dashboard.panels[0];

describe('a resource', () => {
  test.each(['v2', 'v2beta1', 'v2alpha1'])('may be of version %s', (version) => {
    expect(codesOf(changed(`dashboard.grafana.app/${version}`, 'apiVersion'))).toEqual([]);
  });

  test.each(['v0alpha1', 'v1alpha1', 'v1beta1', 'v1'])('of version %s has the classic model', (version) => {
    expect(codesOf({ ...RESOURCE, apiVersion: `dashboard.grafana.app/${version}`, spec: CLASSIC })).toEqual([]);
    expect(codesOf(changed(`dashboard.grafana.app/${version}`, 'apiVersion'))).toEqual(['dashboard']);
  });

  test.each(['dashboard.grafana.app/v2nonsense', 'dashboard.grafana.app/', 'apps/v1', 'v2'])(
    'is none that Grafana knows: %s',
    (apiVersion) => {
      expect(codesOf(changed(apiVersion, 'apiVersion'))).toEqual(['dashboard']);
    },
  );

  test('of version v2 does not have the classic model', () => {
    const { problems } = read({ ...RESOURCE, spec: CLASSIC });
    expect(problems).toMatchObject([{ code: 'dashboard', params: { what: 'spec.elements' } }]);
  });
});

describe('a query of the v2 schema', () => {
  test('says in its group what it asks', () => {
    expect(panelOf(RESOURCE)?.targets[0]?.foreign).toBe('');
    expect(panelOf(changed('loki', ...QUERY, 'group'))?.targets[0]?.foreign).toBe('loki');
  });

  test('says so in its kind in v2alpha1, and has its datasource beside it', () => {
    const spec = { refId: 'A', hidden: false, datasource: { uid: '${datasource}' } };
    const asked = (kind: string) =>
      panelOf(changed({ ...spec, query: { kind, spec: { expr: 'up' } } }, ...QUERY.slice(0, -1)))?.targets[0];
    expect(asked('prometheus')).toMatchObject({ foreign: '', datasource: { reference: '${datasource}' } });
    expect(asked('loki')).toMatchObject({ foreign: 'loki' });
  });
});

test('what a row and an item say of when they are shown is kept with the panel', () => {
  const condition = { kind: 'ConditionalRenderingGroup', spec: { visibility: 'hide', condition: 'and', items: [] } };
  expect(panelOf(changed(condition, ...ROW, 'conditionalRendering'))?.conditions).toEqual([condition]);
  const item = [...ROW, 'layout', 'spec', 'items', 0, 'spec', 'conditionalRendering'];
  expect(panelOf(changed(condition, ...item))?.conditions).toEqual([condition]);
  expect(panelOf(RESOURCE)?.conditions).toEqual([]);
});

test('a row whose header is hidden has no title that anybody reads', () => {
  expect(panelOf(changed(true, ...ROW, 'hideHeader'))?.row).toEqual({ index: 0, title: '' });
});

describe('a variable', () => {
  const withQuery = (spec: object) =>
    changed(
      [
        ...V2.variables,
        {
          kind: 'QueryVariable',
          spec: {
            name: 'service',
            definition: 'label_values(service)',
            query: { kind: 'DataQuery', group: 'prometheus', datasource: { name: '${datasource}' }, spec },
          },
        },
      ],
      'spec',
      'variables',
    );

  test('of Prometheus has its query where Grafana reads it', () => {
    for (const key of ['query', '__legacyStringValue']) {
      const { problems, dashboard } = read(withQuery({ [key]: 'label_values(up, service)' }));
      expect(problems).toEqual([]);
      expect(dashboard?.dashboard.variables[1]?.query).toBe('label_values(up, service)');
    }
  });

  test('that has it elsewhere has nothing to choose, and it is told', () => {
    expect(read(withQuery({ expr: 'label_values(up, service)' })).problems).toMatchObject([
      { code: 'variable-query', params: { variable: 'service' } },
    ]);
  });
});

test('a broken file is told once, and its sound part is read', () => {
  const text = JSON.stringify(CLASSIC, undefined, 2).replace('"uid": "shop",', '"uid": "shop"');
  const { problems, dashboard } = readDashboards([{ file: 'dashboards/shop.json', text }], [4]);
  expect(problems.map(({ code, place }) => [code, place?.line, place?.column])).toEqual([['syntax', 3, 3]]);
  expect(dashboard?.dashboard.panels).toHaveLength(2);
});
