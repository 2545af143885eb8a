import { describe, expect, test } from 'vitest';
import { nameOf, type DataFrame, type Field } from './data-frame.ts';
import { transform } from './transform.ts';

const GAP = Number.NaN;
const times = (...values: number[]): Field => ({ name: 'Time', type: 'time', labels: {}, values });
const numbers = (name: string, ...values: number[]): Field => ({ name, type: 'number', labels: {}, values });
const texts = (name: string, ...values: string[]): Field => ({ name, type: 'string', labels: {}, values });
const frame = (refId: string, ...fields: Field[]): DataFrame => ({ refId, name: '', query: '', fields });

/** A series as Prometheus gives it, called by its route. */
function series(refId: string, route: string, points: Record<number, number>): DataFrame {
  const value = { ...numbers('Value', ...Object.values(points)), labels: { route }, fromSource: route };
  return { ...frame(refId, times(...Object.keys(points).map(Number)), value), name: route };
}

const TABLE = frame('A', times(60, 60, 60), texts('route', '/a', '/b', '/c'), numbers('Value', 2, GAP, 7));
const SERIES = [series('A', '/a', { 15: 1, 30: 2 }), series('B', '/b', { 15: 5, 45: 6 })];

/** The columns of what a transformation makes, by the names that are shown. */
function columns(frames: DataFrame[], id: string, options: object = {}, refIds = ''): Record<string, unknown>[] {
  const { frames: made, ...more } = transform(frames, [{ id, options: { ...options }, refIds }]);
  expect(more).toEqual({});
  return made.map(({ fields }) => Object.fromEntries(fields.map((field) => [nameOf(field, made), field.values])));
}

describe('organize', () => {
  test('takes columns out, calls them otherwise and puts them in order', () => {
    const [made] = columns([TABLE], 'organize', {
      excludeByName: { Time: true, route: false },
      renameByName: { Value: 'Requests' },
      indexByName: { Value: 0, route: 1 },
    });
    expect(Object.entries(made ?? {})).toEqual([
      ['Requests', [2, GAP, 7]],
      ['route', ['/a', '/b', '/c']],
    ]);
  });

  test('knows a series by the name that is shown', () => {
    expect(columns([...SERIES], 'organize', { renameByName: { '/a': 'first' } })).toEqual([
      { Time: [15, 30], first: [1, 2] },
      { Time: [15, 45], '/b': [5, 6] },
    ]);
  });
});

describe('sortBy and limit', () => {
  test('go by rows, and what is no number comes last', () => {
    const [descending] = columns([TABLE], 'sortBy', { sort: [{ field: 'Value', desc: true }] });
    const [ascending] = columns([TABLE], 'sortBy', { sort: [{ field: 'Value' }] });
    expect([descending?.['route'], ascending?.['route']]).toEqual([
      ['/c', '/a', '/b'],
      ['/a', '/c', '/b'],
    ]);
    expect(columns([TABLE], 'limit', { limitField: '2' })[0]?.['route']).toEqual(['/a', '/b']);
    expect(columns([TABLE], 'limit', { limitField: -1 })[0]?.['route']).toEqual(['/c']);
  });

  test('leave series that stand side by side as many and in the order that they are', () => {
    const sorted = columns(SERIES, 'sortBy', { sort: [{ field: 'Value', desc: true }] });
    expect(sorted.map((one) => Object.keys(one)[1])).toEqual(['/a', '/b']);
    expect(columns(SERIES, 'limit', { limitField: 1 })).toEqual([
      { Time: [15], '/a': [1] },
      { Time: [15], '/b': [5] },
    ]);
  });

  test('sort by nothing where the field is not there', () => {
    expect(columns([TABLE], 'sortBy', { sort: [{ field: 'Total', desc: true }] })[0]?.['route']).toEqual([
      '/a',
      '/b',
      '/c',
    ]);
  });
});

describe('several frames become one', () => {
  test('by merge: rows that agree in what all have', () => {
    const other = frame('B', times(60, 60), texts('route', '/c', '/d'), numbers('Errors', 1, 0));
    expect(columns([TABLE, other], 'merge')).toEqual([
      {
        Time: [60, 60, 60, 60],
        route: ['/a', '/b', '/c', '/d'],
        Value: [2, GAP, 7, GAP],
        Errors: [GAP, GAP, 1, 0],
      },
    ]);
  });

  test('by joinByField: outer, inner, and by a text', () => {
    expect(columns(SERIES, 'joinByField', { byField: 'Time', mode: 'outer' })).toEqual([
      { Time: [15, 30, 45], '/a': [1, 2, GAP], '/b': [5, GAP, 6] },
    ]);
    expect(columns(SERIES, 'joinByField', { mode: 'inner' })).toEqual([{ Time: [15], '/a': [1], '/b': [5] }]);
    const other = frame('B', texts('route', '/c', '/d'), numbers('Errors', 1, 0));
    const [made] = columns([TABLE, other], 'joinByField', { byField: 'route', mode: 'outerTabular' });
    expect([made?.['route'], made?.['Errors']]).toEqual([
      ['/a', '/b', '/c', '/d'],
      [GAP, GAP, 1, 0],
    ]);
  });

  test('by seriesToRows: the latest first', () => {
    expect(columns(SERIES, 'seriesToRows')).toEqual([
      { Time: [45, 30, 15, 15], Metric: ['/b', '/a', '/a', '/b'], Value: [6, 2, 1, 5] },
    ]);
  });

  test('by labelsToFields: labels are columns', () => {
    expect(columns(SERIES, 'labelsToFields')).toEqual([
      { Time: [15, 30, 15, 45], route: ['/a', '/a', '/b', '/b'], Value: [1, 2, 5, 6] },
    ]);
    const [byValue] = columns(SERIES, 'labelsToFields', { valueLabel: 'route' });
    expect(byValue).toEqual({ Time: [15, 30, 45], '/a': [1, 2, GAP], '/b': [5, GAP, 6] });
  });

  test('by reduce: a row for each series', () => {
    expect(columns(SERIES, 'reduce', { reducers: ['lastNotNull', 'max'] })).toEqual([
      { Field: ['/a', '/b'], 'Last *': [2, 6], Max: [2, 6] },
    ]);
    expect(columns(SERIES, 'reduce', { reducers: ['mean'], labelsToFields: true })).toEqual([
      { Field: ['Value', 'Value'], route: ['/a', '/b'], Mean: [1.5, 5.5] },
    ]);
  });
});

test('reduceFields keeps the fields, and one row', () => {
  expect(columns(SERIES, 'reduce', { mode: 'reduceFields', reducers: ['first'] })).toEqual([
    { '/a': [1] },
    { '/b': [5] },
  ]);
});

describe('names and targets', () => {
  test('are replaced by a regular expression', () => {
    const renamed = columns(SERIES, 'renameByRegex', { regex: '/^.(a)/', renamePattern: 'route $1' });
    expect(renamed.map((one) => Object.keys(one)[1])).toEqual(['route a', '/b']);
  });

  test('are filtered', () => {
    const [named] = columns([TABLE], 'filterFieldsByName', { include: { names: ['route', 'Value'] } });
    expect(named).toEqual({ route: ['/a', '/b', '/c'], Value: [2, GAP, 7] });
    const [left] = columns([TABLE], 'filterFieldsByName', { exclude: { pattern: '/^T|^r/' } });
    expect(left).toEqual({ Value: [2, GAP, 7] });
    expect(columns(SERIES, 'filterByRefId', { include: 'B|C' })).toEqual([{ Time: [15, 45], '/b': [5, 6] }]);
    expect(columns(SERIES, 'filterByRefId', { exclude: '/B/' })).toEqual([{ Time: [15, 30], '/a': [1, 2] }]);
  });

  test('a transformation for one target leaves the others', () => {
    expect(columns(SERIES, 'limit', { limitField: 1 }, 'B')).toEqual([
      { Time: [15], '/b': [5] },
      { Time: [15, 30], '/a': [1, 2] },
    ]);
  });
});

describe('calculateField', () => {
  const binary = (left: unknown, operator: string, right: unknown): object => ({
    mode: 'binary',
    alias: 'made',
    replaceFields: true,
    binary: { left, operator, right },
  });

  test('computes of two fields, in the old words and the new', () => {
    const byName = (options: string): object => ({ matcher: { id: 'byName', options } });
    const made = [{ Time: [15, 30, 45], made: [0.2, GAP, GAP] }];
    expect(columns(SERIES, 'calculateField', binary('/a', '/', '/b'))).toEqual(made);
    expect(columns(SERIES, 'calculateField', binary(byName('/a'), '/', byName('/b')))).toEqual(made);
  });

  test('computes of each frame and a number, and leaves out those that lack the field', () => {
    expect(columns(SERIES, 'calculateField', binary('/a', '*', { fixed: '60' }))).toEqual([
      { Time: [15, 30], made: [60, 120] },
    ]);
  });

  test('adds up more than two', () => {
    const three = [...SERIES, series('C', '/c', { 15: 10, 30: 20, 45: 30 })];
    const reduceRow = { mode: 'reduceRow', reduce: { reducer: 'sum' } };
    expect(columns(three, 'calculateField', { ...reduceRow, replaceFields: true })).toEqual([
      { Time: [15, 30, 45], Total: [16, 22, 36] },
    ]);
    const [some] = columns(three, 'calculateField', {
      mode: 'reduceRow',
      reduce: { reducer: 'max', include: ['/a', '/b'] },
    });
    expect(some?.['Max']).toEqual([5, 2, 6]);
  });

  test('computes of one', () => {
    const unary = { mode: 'unary', alias: 'up', unary: { operator: 'ceil', fieldName: 'Value' } };
    expect(columns([frame('A', numbers('Value', 0.2, 1.5))], 'calculateField', unary)[0]?.['up']).toEqual([1, 2]);
  });
});

describe('what is not run is told', () => {
  test.each([
    ['groupBy', {}, 'groupBy'],
    ['constructor', {}, 'constructor'],
    ['labelsToFields', { mode: 'rows' }, 'labelsToFields'],
    ['joinByField', { mode: 'sideways' }, 'joinByField'],
    ['calculateField', { mode: 'windowFunctions' }, 'calculateField'],
    ['filterFieldsByName', { byVariable: true }, 'filterFieldsByName'],
    ['renameByRegex', { regex: '/(/', renamePattern: '' }, 'renameByRegex: /(/'],
  ])('%s', (id, options, notRun) => {
    expect(transform(SERIES, [{ id, options, refIds: '' }])).toEqual({ frames: [], notRun });
  });

  test('and so is what leaves no number', () => {
    const options = { include: { names: ['Time'] } };
    expect(transform(SERIES, [{ id: 'filterFieldsByName', options, refIds: '' }])).toMatchObject({
      emptied: 'filterFieldsByName',
    });
  });
});
