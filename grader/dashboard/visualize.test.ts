import { describe, expect, test } from 'vitest';
import { briefly, GAP, show, TARGET } from './show-panel.fixture.ts';

describe('single values', () => {
  const stat = { type: 'stat' };

  test('are the last, or what the calculation says', async () => {
    expect(briefly(await show(stat))).toEqual([
      ['/a', [4]],
      ['/b', [Infinity]],
    ]);
    expect(briefly(await show({ ...stat, options: { reduceOptions: { calcs: ['first'] } } }))).toEqual([
      ['/a', [1]],
      ['/b', [9]],
    ]);
    const [first] = (await show({ ...stat, options: { reduceOptions: { calcs: ['min', 'max'] } } })).frames;
    expect(first).toMatchObject({ name: 'Min /a', start: 945, step: 0 });
  });

  test('are of the fields that are chosen', async () => {
    const chosen = (fields: string) => ({ ...stat, options: { reduceOptions: { calcs: ['last'], fields } } });
    expect(briefly(await show(chosen('/b$/')))).toEqual([['/b', [Infinity]]]);
    expect(await show(chosen('/^c$/'))).toMatchObject({ frames: [], blank: 'reduceOptions.fields: /^c$/' });
  });

  test('may be of each row, called by its texts', async () => {
    const targets = [{ ...TARGET, format: 'table', instant: true, range: false }];
    const options = { reduceOptions: { values: true, calcs: [], limit: 1 } };
    expect((await show({ type: 'bargauge', targets, options })).frames).toMatchObject([
      { name: '/a', labels: { route: '/a' }, values: [4], start: 945, step: 0 },
    ]);
    expect(briefly(await show({ type: 'bargauge', targets }))).toEqual([['Value', [Infinity]]]);
  });
});

describe('a table', () => {
  const table = (panel: object, target: object = {}) =>
    show({ type: 'table', targets: [{ ...TARGET, format: 'table', ...target }], ...panel });

  test('shows its rows', async () => {
    expect((await table({}, { instant: true, range: false })).frames).toMatchObject([
      { name: '/a', labels: { route: '/a' }, values: [4] },
      { name: '/b', values: [Infinity] },
    ]);
  });

  test('shows rows that are alike but for their time as a course', async () => {
    expect(briefly(await table({}))).toEqual([
      ['/a', [1, 2, GAP, 4]],
      ['/b', [9, 8, GAP, Infinity]],
    ]);
  });

  test('shows one frame of several', async () => {
    expect(briefly(await show({ type: 'table' }))).toEqual([['/a', [1, 2, GAP, 4]]]);
    expect(briefly(await show({ type: 'table', options: { frameIndex: 1 } }))).toMatchObject([['/b', {}]]);
  });

  test('of two targets has a column for each', async () => {
    const target = { ...TARGET, format: 'table', instant: true, range: false };
    const shown = await show({
      type: 'table',
      targets: [target, { ...target, refId: 'B' }],
      transformations: [{ id: 'merge', options: {} }],
    });
    expect(shown.frames.map(({ name }) => name)).toEqual([
      '/a · Value #A',
      '/a · Value #B',
      '/b · Value #A',
      '/b · Value #B',
    ]);
  });

  test('without the column of values shows nothing, and says why', async () => {
    const transformations = [{ id: 'organize', options: { excludeByName: { Value: true } } }];
    expect(await table({ transformations })).toMatchObject({ frames: [], blank: 'transformations: organize' });
  });
});

test('bars stand for rows, or for moments', async () => {
  const targets = [{ ...TARGET, format: 'table', instant: true, range: false }];
  expect(briefly(await show({ type: 'barchart', targets }))).toEqual([
    ['/a', [4]],
    ['/b', [Infinity]],
  ]);
  expect(briefly(await show({ type: 'barchart' }))).toMatchObject([
    ['/a', [1, 2, GAP, 4]],
    ['/b', {}],
  ]);
});

describe('the field configuration', () => {
  const overridden = (matcher: object, id: string, value: unknown, panel: object = {}) =>
    show({ fieldConfig: { defaults: { unit: 's' }, overrides: [{ matcher, properties: [{ id, value }] }] }, ...panel });
  const ALL = { id: 'byType', options: 'number' };

  test.each([
    [{ id: 'byName', options: '/b' }, ['s', 'ms']],
    [{ id: 'byRegexp', options: '/a|b/' }, ['ms', 'ms']],
    [{ id: 'byFrameRefID', options: 'B' }, ['s', 's']],
    [{ id: 'byFrameRefID', options: 'A' }, ['ms', 'ms']],
    [{ id: 'byNames', options: { mode: 'exclude', names: ['/a'] } }, ['s', 'ms']],
    [ALL, ['ms', 'ms']],
  ])('has a unit for those that match %j', async (matcher, units) => {
    const { frames } = await overridden(matcher, 'unit', 'ms');
    expect(frames.map(({ unit }) => unit)).toEqual(units);
  });

  test('has names', async () => {
    const { frames } = await overridden(ALL, 'displayName', 'of ${__field.labels.route}');
    expect(frames.map(({ name }) => name)).toEqual(['of /a', 'of /b']);
    const fieldConfig = { defaults: { displayName: 'by default' } };
    const transformations = [{ id: 'organize', options: { renameByName: { '/a': 'renamed' } } }];
    const named = await show({ fieldConfig, transformations });
    expect(named.frames.map(({ name }) => name)).toEqual(['renamed', 'by default']);
  });

  test('hides curves, not numbers', async () => {
    const hideFrom = { viz: true, legend: true, tooltip: true };
    const one = await overridden({ id: 'byName', options: '/a' }, 'custom.hideFrom', hideFrom);
    expect(one.frames.map(({ name }) => name)).toEqual(['/b']);
    expect(one.blank).toBeUndefined();
    expect(await overridden(ALL, 'custom.hideFrom', hideFrom)).toMatchObject({
      frames: [],
      blank: 'fieldConfig: custom.hideFrom',
    });
    expect((await overridden(ALL, 'custom.hideFrom', hideFrom, { type: 'stat' })).frames).toHaveLength(2);
  });

  test.each([
    ['range', { from: null, to: null, result: { text: 'OK' } }, 0],
    ['range', { from: 0, to: 5, result: { text: 'OK' } }, 1],
    ['range', { from: 0, to: 1000, result: { color: 'red' } }, 2],
    ['regex', { pattern: '/.*/', result: { text: 'OK' } }, 0],
    ['value', { 1: { text: 'one' } }, 2],
    ['special', { match: 'nan', result: { text: 'none' } }, 2],
  ])('a mapping by %s %j leaves %d that can be read', async (type, options, left) => {
    const { frames, blank } = await overridden(ALL, 'mappings', [{ type, options }]);
    expect(frames).toHaveLength(left);
    expect(blank).toBe(left === 0 ? 'fieldConfig: mappings' : undefined);
  });

  test('a word for zero leaves the numbers that matter', async () => {
    const mapped = { defaults: { mappings: [{ type: 'value', options: { 0: { text: 'none' } } }] } };
    const series = [{ labels: {}, points: [[900, '0']] satisfies [number, string][] }];
    expect((await show({ fieldConfig: mapped }, { series })).frames).toHaveLength(1);
  });
});
