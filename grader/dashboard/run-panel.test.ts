import { describe, expect, test } from 'vitest';
import { GAP, OF_ALL, show, TARGET } from './show-panel.fixture.ts';

describe('curves', () => {
  test('stand on the grid that was asked for, with gaps', async () => {
    const shown = await show({});
    expect(shown.frames).toMatchObject([
      { name: '/a', labels: { route: '/a' }, start: 900, step: 15, values: [1, 2, GAP, 4], refId: 'A' },
      { name: '/b', values: [9, 8, GAP, Infinity] },
    ]);
    expect(shown.queries).toEqual(['x{route=~"$route"}[60s]']);
  });

  test('of a hidden target are not asked for', async () => {
    expect(await show({ targets: [{ ...TARGET, hide: true }] })).toMatchObject({ frames: [], asked: [] });
  });

  test('that Prometheus refuses are told in its words', async () => {
    expect(await show({ targets: [TARGET, { refId: 'B', expr: 'refuse' }] })).toMatchObject({
      frames: [],
      refused: { query: 'refuse', reason: 'in its own words' },
    });
  });

  test('need a time', async () => {
    const transformations = [{ id: 'reduce', options: { reducers: ['max'] } }];
    expect(await show({ transformations })).toMatchObject({ frames: [], blank: 'type: timeseries' });
  });
});

test('a repeated panel is run for each value, and says for which', async () => {
  const variables = new Map([['route', { values: ['/a', '/b'], many: true }]]);
  const shown = await show({ title: 'Of $route', repeat: 'route' }, { variables, series: OF_ALL.slice(0, 1) });
  expect(shown.asked).toEqual([String.raw`x{route=~"/a"}[60s]`, String.raw`x{route=~"/b"}[60s]`]);
  expect(shown.frames.map(({ name }) => name)).toEqual(['Of /a: /a', 'Of /b: /a']);
});

describe('what shows nothing, or is not run, is told', () => {
  test.each(['text', 'news', 'dashlist', 'alertlist', 'canvas', 'acme-panel', 'toString'])('type %s', async (type) => {
    expect(await show({ type })).toMatchObject({ frames: [], blank: `type: ${type}` });
  });

  test.each([
    [
      { targets: [TARGET, { refId: 'B', datasource: { type: '__expr__', uid: '__expr__' }, expression: '$A' }] },
      '__expr__',
    ],
    [{ targets: [{ refId: 'A', datasource: { uid: '-- Dashboard --' }, panelId: 2 }] }, '-- Dashboard --'],
    [{ transformations: [{ id: 'groupBy', options: {} }] }, 'transformations: groupBy'],
    [
      { fieldConfig: { overrides: [{ matcher: { id: 'byValue' }, properties: [{ id: 'unit', value: 's' }] }] } },
      'overrides: byValue',
    ],
    [{ type: 'stat', options: { reduceOptions: { calcs: ['last'], fields: '/(/' } } }, '/(/'],
  ])('%j', async (panel, notRun) => {
    expect(await show(panel)).toMatchObject({ frames: [], notRun });
  });

  test('a panel that a condition hides', async () => {
    const items = [{ kind: 'ConditionalRenderingData', spec: { value: true } }];
    const hides = { spec: { visibility: 'hide', condition: 'and', items } };
    expect(await show({}, { conditions: [hides] })).toMatchObject({ frames: [], blank: 'conditionalRendering' });
    expect((await show({}, { conditions: [hides], series: [] })).blank).toBeUndefined();
  });

  test('but what is switched off, or meant for annotations, is of no account', async () => {
    const transformations = [
      { id: 'groupBy', disabled: true },
      { id: 'groupBy', topic: 'annotations' },
    ];
    expect((await show({ transformations })).frames).toHaveLength(2);
  });
});
