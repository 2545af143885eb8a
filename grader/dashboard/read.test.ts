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

test('a broken file is told once, and its sound part is read', () => {
  const text = JSON.stringify(CLASSIC, undefined, 2).replace('"uid": "shop",', '"uid": "shop"');
  const { problems, dashboard } = readDashboards([{ file: 'dashboards/shop.json', text }], [4]);
  expect(problems.map(({ code, place }) => [code, place?.line, place?.column])).toEqual([['syntax', 3, 3]]);
  expect(dashboard?.dashboard.panels).toHaveLength(2);
});
