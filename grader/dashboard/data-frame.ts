/** What a field holds at a row: a number (NaN where there is none), or a text. Times are epoch seconds. */
export type Cell = number | string;

/** One column of a data frame. */
export interface Field {
  name: string;
  type: 'time' | 'number' | 'string';
  labels: Readonly<Record<string, string>>;
  values: Cell[];
  /** What its datasource calls it: the target's legend. */
  fromSource?: string;
  /** What a transformation or the panel's field configuration calls it. */
  displayName?: string;
}

/** The moments that a range query was asked for. */
export interface Grid {
  start: number;
  step: number;
  count: number;
}

/** Grafana's data frame: columns of equal length. A series is one with a time and a number. */
export interface DataFrame {
  refId: string;
  name: string;
  /** The query as it was executed. */
  query: string;
  fields: Field[];
  grid?: Grid;
}

export const lengthOf = ({ fields }: DataFrame): number => fields[0]?.values.length ?? 0;

export const timeOf = ({ fields }: DataFrame): Field | undefined => fields.find(({ type }) => type === 'time');

/** A frame with other rows: those of the given indices, in their order. */
export function withRows(frame: DataFrame, indices: readonly number[]): DataFrame {
  const fields = frame.fields.map((field) => ({
    ...field,
    values: indices.map((index) => field.values[index] ?? Number.NaN),
  }));
  return { ...frame, fields };
}

/** What Grafana calls a field: what it was renamed to, what its datasource calls it, or its name and labels. */
export function nameOf(field: Field, frames: readonly DataFrame[] = []): string {
  const given = field.displayName || field.fromSource;
  if (given) return given;
  const pairs = Object.entries(field.labels);
  if (field.type === 'time' || pairs.length === 0) return field.name;
  const names = new Set(frames.flatMap(({ fields }) => fields.flatMap(({ labels }) => Object.keys(labels))));
  const [first] = pairs;
  const own = field.name === VALUE ? [] : [field.name];
  // One label that all have tells them apart by its value alone.
  if (names.size === 1 && first !== undefined) return [...own, first[1]].join(' ');
  return [...own, `{${pairs.map(([name, value]) => `${name}="${value}"`).join(', ')}}`].join(' ');
}

/** What Prometheus' values are called where nothing else is said. */
export const VALUE = 'Value';
export const TIME = 'Time';

/** Whether a field goes by a name: its own, or the one that is shown. */
export const isCalled = (field: Field, name: string, frames: readonly DataFrame[]): boolean =>
  field.name === name || nameOf(field, frames) === name;

/** The finest of the grids on which frames stand. */
export function finestGrid(frames: readonly DataFrame[]): Pick<DataFrame, 'grid'> {
  const [grid] = frames
    .flatMap((frame) => (frame.grid === undefined ? [] : [frame.grid]))
    .toSorted((a, b) => a.step - b.step);
  return grid === undefined ? {} : { grid };
}

/** Whether a frame has a number to show. */
export const hasNumbers = ({ fields }: DataFrame): boolean =>
  fields.some(({ type, values }) => type === 'number' && values.some((value) => !Number.isNaN(value)));
