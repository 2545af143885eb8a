import { finestGrid, isCalled, lengthOf, timeOf, type Cell, type DataFrame, type Field } from './data-frame.ts';
import { asText } from '../evidence/lenient.ts';
import type { Transformer } from './transform.ts';

const NOTHING = Number.NaN;
const isNothing = (cell: Cell | undefined): boolean => cell === undefined || Number.isNaN(cell);

/** All frames as one table; rows that agree in what all frames have are one, where they do not contradict each other. */
export const merge: Transformer = (frames) => {
  const [first] = frames;
  if (first === undefined || frames.length === 1) return frames;
  const fields = new Map<string, Field>();
  for (const field of frames.flatMap((frame) => frame.fields)) {
    const { displayName: _, ...bare } = field;
    if (!fields.has(field.name)) fields.set(field.name, { ...bare, labels: {}, values: [] });
  }
  const shared = [...fields.keys()].filter((name) =>
    frames.every((frame) => frame.fields.some((one) => one.name === name)),
  );
  if (shared.length === 0) return frames;
  const rows = new Map<string, Map<string, Cell>[]>();
  const ordered: Map<string, Cell>[] = [];
  for (const row of frames.flatMap((frame) => rowsOf(frame))) {
    const key = JSON.stringify(shared.map((name) => row.get(name)));
    const alike = rows.get(key) ?? [];
    const same = alike.find((one) =>
      [...row].every(([name, cell]) => isNothing(one.get(name)) || one.get(name) === cell),
    );
    if (same === undefined) {
      rows.set(key, [...alike, row]);
      ordered.push(row);
    } else for (const [name, cell] of row) same.set(name, cell);
  }
  const made = [...fields.values()].map((field) => ({
    ...field,
    values: ordered.map((row) => row.get(field.name) ?? (field.type === 'string' ? '' : NOTHING)),
  }));
  return [{ ...first, name: '', ...finestGrid(frames), fields: made }];
};

const rowsOf = (frame: DataFrame): Map<string, Cell>[] =>
  Array.from(
    { length: lengthOf(frame) },
    (_, index) => new Map(frame.fields.map(({ name, values }) => [name, values[index] ?? NOTHING])),
  );

const MODES = new Set(['', 'outer', 'inner', 'outerTabular']);

/** All frames side by side, in rows of equal values of one field: time, unless another is named. */
export const joinByField: Transformer = (frames, options) => {
  const mode = asText(options['mode']);
  return MODES.has(mode) ? joined(frames, asText(options['byField']), mode) : undefined;
};

/** Joins frames by a field; those that lack it are gone. */
export function joined(frames: DataFrame[], byField: string, mode = 'outer'): DataFrame[] {
  const [first] = frames;
  if (first === undefined || frames.length === 1) return frames;
  const sides = frames.flatMap((frame) => {
    const key = byField === '' ? timeOf(frame) : frame.fields.find((field) => isCalled(field, byField, frames));
    return key === undefined ? [] : [{ frame, key, rows: new Map(key.values.map((cell, row) => [cell, row])) }];
  });
  const [side] = sides;
  if (side === undefined) return [];
  const all = [...new Set(sides.flatMap(({ key }) => key.values))];
  const kept = mode === 'inner' ? all.filter((cell) => sides.every(({ rows }) => rows.has(cell))) : all;
  const isOrdered = mode !== 'outerTabular' && side.key.type !== 'string';
  const cells = isOrdered ? kept.toSorted((a, b) => Number(a) - Number(b)) : kept;
  const columns = sides.flatMap(({ frame, key, rows }) =>
    frame.fields
      .filter((field) => field !== key)
      .map((field) => ({
        ...field,
        name: field.name === 'Value' && frame.name !== '' ? frame.name : field.name,
        values: cells.map((cell) => {
          const row = rows.get(cell);
          return (row === undefined ? undefined : field.values[row]) ?? (field.type === 'string' ? '' : NOTHING);
        }),
      })),
  );
  return [{ ...first, name: '', ...finestGrid(frames), fields: [{ ...side.key, values: cells }, ...columns] }];
}
