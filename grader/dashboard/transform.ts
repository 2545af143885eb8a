import { boundedRegex, RegexRefused } from './bounded-regex.ts';
import { calculateField } from './calculate-field.ts';
import { hasNumbers, isCalled, lengthOf, nameOf, TIME, timeOf, VALUE, withRows, type DataFrame } from './data-frame.ts';
import { filterByRefId, filterFieldsByName, labelsToFields, organize, renameByRegex } from './transform-fields.ts';
import { joinByField, merge } from './transform-join.ts';
import { asList, asText, dig } from '../evidence/lenient.ts';
import type { Transformation } from './model.ts';
import { calculationName, reduce } from './reduce.ts';

/** What transformations made of frames. */
export interface Transformed {
  frames: DataFrame[];
  /** The first that is not run here, or not with these options. */
  notRun?: string;
  /** The first after which no number was left. */
  emptied?: string;
}

/** What Grafana does with frames; undefined where it is not done here. */
export type Transformer = (frames: DataFrame[], options: Transformation['options']) => DataFrame[] | undefined;

const BY_ID = new Map<string, Transformer>(
  Object.entries({
    organize,
    sortBy,
    limit,
    merge,
    joinByField,
    seriesToColumns: joinByField,
    renameByRegex,
    reduce: reduceFrames,
    seriesToRows,
    labelsToFields,
    filterFieldsByName,
    filterByRefId,
    calculateField,
  }),
);

/** Applies a panel's transformations, one after the other. */
export function transform(frames: DataFrame[], transformations: readonly Transformation[]): Transformed {
  let now = frames;
  let emptied: string | undefined;
  for (const { id, options, refIds } of transformations) {
    const [mine, others] = [now.filter((frame) => isFor(frame, refIds)), now.filter((frame) => !isFor(frame, refIds))];
    const done = applied(mine, id, options);
    if (done.notRun !== undefined) return { frames: [], notRun: done.notRun };
    const after = [...(done.frames ?? []), ...others];
    if (emptied === undefined && now.some((frame) => hasNumbers(frame)) && !after.some((frame) => hasNumbers(frame)))
      emptied = id;
    now = after;
  }
  return { frames: now, ...(emptied === undefined ? {} : { emptied }) };
}

function applied(
  frames: DataFrame[],
  id: string,
  options: Transformation['options'],
): { frames?: DataFrame[]; notRun?: string } {
  try {
    const done = BY_ID.get(id)?.(frames, options);
    return done === undefined ? { notRun: id } : { frames: done };
  } catch (error) {
    if (error instanceof RegexRefused) return { notRun: `${id}: ${error.source}` };
    throw error;
  }
}

const isFor = ({ refId }: DataFrame, refIds: string): boolean =>
  refIds === '' || boundedRegex(refIds).tests([refId])[0] === true;

/** Rows of each frame for itself: a frame is a series, or a table. */
function sortBy(frames: DataFrame[], options: Transformation['options']): DataFrame[] {
  const [first] = asList(options['sort']);
  const name = asText(dig(first, 'field'));
  const sign = dig(first, 'desc') === true ? -1 : 1;
  return frames.map((frame) => {
    const field = frame.fields.find((one) => isCalled(one, name, frames));
    if (field === undefined) return frame;
    const indices = field.values.map((_, index) => index);
    return withRows(
      frame,
      indices.toSorted((a, b) => {
        const [left = Number.NaN, right = Number.NaN] = [field.values[a], field.values[b]];
        if (typeof left === 'string' || typeof right === 'string')
          return sign * String(left).localeCompare(String(right));
        // What is no number comes last, whichever way.
        if (Number.isNaN(left) || Number.isNaN(right)) return Number(Number.isNaN(left)) - Number(Number.isNaN(right));
        return sign * (left - right);
      }),
    );
  });
}

const DEFAULT_LIMIT = 10;

/** The first rows of each frame, or, below zero, the last. */
function limit(frames: DataFrame[], { limitField }: Transformation['options']): DataFrame[] {
  const most = limitField === undefined || limitField === '' ? DEFAULT_LIMIT : Number(limitField);
  return frames.map((frame) => {
    const indices = Array.from({ length: lengthOf(frame) }, (_, index) => index);
    return withRows(frame, most < 0 ? indices.slice(most) : indices.slice(0, most));
  });
}

/** One row for each series, a column for each calculation; or all rows of each field as one. */
function reduceFrames(frames: DataFrame[], options: Transformation['options']): DataFrame[] | undefined {
  if (options['fields'] !== undefined) return undefined;
  const calculations = asList(options['reducers']).map((one) => asText(one));
  if (calculations.length === 0) calculations.push('max');
  if (options['mode'] === 'reduceFields') return frames.map((frame) => reduceFields(frame, calculations));
  const [first] = frames;
  if (first === undefined) return [];
  const sources = frames.flatMap((frame) => frame.fields.filter(({ type }) => type !== 'time'));
  const labels =
    options['labelsToFields'] === true ? [...new Set(sources.flatMap((field) => Object.keys(field.labels)))] : [];
  const text = (name: string, values: string[]) => ({ name, type: 'string' as const, labels: {}, values });
  return [
    {
      ...first,
      name: '',
      fields: [
        text(
          'Field',
          sources.map((field) => (options['labelsToFields'] === true ? field.name : nameOf(field, frames))),
        ),
        ...labels.map((label) =>
          text(
            label,
            sources.map((field) => field.labels[label] ?? ''),
          ),
        ),
        ...calculations.map((calculation) => ({
          name: calculationName(calculation),
          type: 'number' as const,
          labels: {},
          values: sources.map((field) => reduce(field.values.map(Number), calculation)),
        })),
      ],
    },
  ];
}

function reduceFields(frame: DataFrame, calculations: readonly string[]): DataFrame {
  const { grid: _, ...rest } = frame;
  const fields = frame.fields
    .filter(({ type }) => type !== 'time')
    .flatMap((field) =>
      calculations.map((calculation) => ({
        ...field,
        type: 'number' as const,
        values: [reduce(field.values.map(Number), calculation)],
        labels: calculations.length > 1 ? { ...field.labels, reducer: calculationName(calculation) } : field.labels,
      })),
    );
  return { ...rest, fields };
}

/** A row for each value of each series: when, of what, how much; the latest first. */
function seriesToRows(frames: DataFrame[]): DataFrame[] {
  const [first] = frames;
  if (first === undefined || frames.some((frame) => timeOf(frame) === undefined)) return frames;
  const rows = frames.flatMap((frame) => {
    const value = frame.fields.find(({ type }) => type === 'number');
    const name = frame.name === '' && value !== undefined ? nameOf(value, frames) : frame.name;
    return (timeOf(frame)?.values ?? []).map((time, index) => ({
      time: Number(time),
      name,
      value: Number(value?.values[index]),
    }));
  });
  const sorted = rows.toSorted((a, b) => b.time - a.time);
  return [
    {
      ...first,
      name: '',
      fields: [
        { name: TIME, type: 'time', labels: {}, values: sorted.map(({ time }) => time) },
        { name: 'Metric', type: 'string', labels: {}, values: sorted.map(({ name }) => name) },
        { name: VALUE, type: 'number', labels: {}, values: sorted.map(({ value }) => value) },
      ],
    },
  ];
}
