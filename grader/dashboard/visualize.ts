import { boundedRegex } from './bounded-regex.ts';
import { lengthOf, type DataFrame } from './data-frame.ts';
import { drawnFields, isReplaced, type DrawnField } from './field-config.ts';
import type { Frame } from './frame.ts';
import type { Panel } from './model.ts';
import { calculationName, reduce } from './reduce.ts';
import { toSeries } from './to-series.ts';

/** What a visualisation makes of a panel's frames. */
export interface Drawing {
  frames: Frame[];
  /** What keeps all of the numbers from being shown, in the file's own words. */
  blank?: string;
}

/** A frame with the fields that are drawn of it. */
interface Drawn {
  frame: DataFrame;
  fields: DrawnField[];
}

/** A series, a bar, a cell, and the mappings of its field. */
interface Mark {
  frame: Frame;
  mappings: unknown[];
}

/** What a type of panel draws; `at` is where single values stand: the end of the range. */
type Visualisation = (drawn: Drawn[], panel: Panel, at: number) => Mark[];

const BY_TYPE = new Map<string, Visualisation>(
  Object.entries({
    // What does not say its type is a time series.
    '': curves,
    timeseries: curves,
    graph: curves,
    trend: curves,
    'state-timeline': curves,
    'status-history': curves,
    barchart: bars,
    stat: numbers,
    gauge: numbers,
    radialbar: numbers,
    bargauge: numbers,
    piechart: numbers,
    singlestat: numbers,
    'grafana-piechart-panel': numbers,
    table: cells,
    'table-old': cells,
  }),
);

/** Those that know nothing of `hideFrom`. */
const NEVER_HIDES = new Set(['stat', 'gauge', 'radialbar', 'bargauge', 'singlestat']);

/** Draws frames as a panel does, or tells what keeps it from showing any number of them. */
export function visualize(panel: Panel, frames: readonly DataFrame[], at: number): Drawing {
  const draw = BY_TYPE.get(panel.type);
  if (draw === undefined) return { frames: [], blank: `type: ${panel.type}` };
  const all = frames.map((frame) => ({ frame, fields: drawnFields(panel, frame, frames) }));
  const visible = all.map(({ frame, fields }) => ({
    frame,
    fields: NEVER_HIDES.has(panel.type) ? fields : fields.filter(({ isHidden }) => !isHidden),
  }));
  const marks = draw(visible, panel, at);
  const legible = marks.filter(({ frame, mappings }) => !isUnreadable(frame, mappings));
  const shown = legible.map(({ frame }) => frame);
  if (shown.length > 0 || frames.every((frame) => lengthOf(frame) === 0)) return { frames: shown };
  if (marks.length > 0) return { frames: [], blank: 'fieldConfig: mappings' };
  if (visible.some(({ fields }, index) => fields.length < (all[index]?.fields.length ?? 0)))
    return { frames: [], blank: 'fieldConfig: custom.hideFrom' };
  const { fields } = panel.reduce;
  return { frames: [], blank: fields === '' ? `type: ${panel.type}` : `reduceOptions.fields: ${fields}` };
}

/** Whether texts stand for all that there is to read; a word for zero alone leaves the numbers that matter. */
function isUnreadable({ values }: Frame, mappings: readonly unknown[]): boolean {
  if (mappings.length === 0) return false;
  const telling = values.filter((value) => !Number.isNaN(value) && value !== 0);
  return telling.length > 0 && telling.every((value) => isReplaced(value, mappings));
}

const isNumber = ({ field }: DrawnField): boolean => field.type === 'number';
const isText = ({ field }: DrawnField): boolean => field.type === 'string';

/** A mark of a field: its labels, its unit, and whatever else is said of it. */
function markOf(
  { frame, field }: { frame: DataFrame; field: DrawnField },
  own: Pick<Frame, 'start' | 'step' | 'values'> & Partial<Pick<Frame, 'name' | 'labels'>>,
): Mark {
  const { refId, query } = frame;
  return {
    frame: { refId, query, name: field.name, labels: field.field.labels, unit: field.unit, ...own },
    mappings: field.mappings,
  };
}

/** A curve for each number of a frame that has a time. */
function curves(drawn: Drawn[]): Mark[] {
  return drawn.flatMap(({ frame, fields }) => {
    const time = fields.find(({ field }) => field.type === 'time');
    if (time === undefined) return [];
    const times = time.field.values.map(Number);
    return fields
      .filter((field) => isNumber(field))
      .map((field) => markOf({ frame, field }, toSeries(times, field.field.values.map(Number), frame.grid)));
  });
}

/** A bar for each row that has a text; else a curve of bars. */
function bars(drawn: Drawn[], _: Panel, at: number): Mark[] {
  return drawn.flatMap((one) => (one.fields.some((field) => isText(field)) ? rowMarks(one, at) : curves([one])));
}

/** One number for each field, or for each of its rows. */
function numbers(
  drawn: Drawn[],
  { reduce: { calculations = ['lastNotNull'], showsRows, fields, limit } }: Panel,
  at: number,
): Mark[] {
  const isChosen = (field: DrawnField): boolean =>
    fields === '' ? isNumber(field) : boundedRegex(fields).tests([field.name])[0] === true;
  const reducers = calculations.length === 0 ? ['last'] : calculations;
  const marks = drawn.flatMap(({ frame, fields: all }) =>
    all
      .filter((field) => isChosen(field))
      .flatMap((field) => {
        if (showsRows) return field.field.values.map((_, row) => rowMark({ frame, fields: all }, { field, row, at }));
        const values = field.field.values.map(Number);
        return reducers.map((calculation) =>
          markOf(
            { frame, field },
            {
              start: at,
              step: 0,
              values: [reduce(values, calculation)],
              name: reducers.length > 1 ? `${calculationName(calculation)} ${field.name}` : field.name,
            },
          ),
        );
      }),
  );
  return showsRows ? marks.slice(0, limit ?? MOST_ROWS) : marks;
}

/** As many rows as are shown where the panel does not say. */
const MOST_ROWS = 25;
/** Between the cells of a row, where a row's name is made of them. */
const CELL = ' · ';

/** The value of a field in one row, which is called by the texts of the row. */
function rowMark({ frame, fields }: Drawn, { field, row, at }: { field: DrawnField; row: number; at: number }): Mark {
  const texts = fields.filter((one) => isText(one) && one !== field);
  const cellsOf = texts.map((one) => String(one.field.values[row] ?? '')).filter((text) => text !== '');
  const isOneOfMany = cellsOf.length === 0 || fields.some((one) => isNumber(one) && one !== field);
  const labels = Object.fromEntries(texts.map((one) => [one.field.name, String(one.field.values[row] ?? '')]));
  const name = [...cellsOf, ...(isOneOfMany ? [field.name] : [])].join(CELL);
  const values = [Number(field.field.values[row])];
  return markOf({ frame, field }, { start: at, step: 0, values, name, labels: { ...field.field.labels, ...labels } });
}

/** A table shows one frame: its rows, or its columns over time where nothing but time tells rows apart. */
function cells(drawn: Drawn[], { frameIndex }: Panel, at: number): Mark[] {
  const one = drawn[frameIndex] ?? drawn[0];
  if (one === undefined) return [];
  const rows = lengthOf(one.frame);
  const isCourse = rows > 1 && !one.fields.some((field) => isText(field));
  return isCourse ? curves([one]) : rowMarks(one, at);
}

/** All rows of a frame; those that are alike but for their time are a course. */
function rowMarks(one: Drawn, at: number): Mark[] {
  const { frame, fields } = one;
  const texts = fields.filter((field) => isText(field));
  const hasTime = fields.some(({ field }) => field.type === 'time');
  const rows = Array.from({ length: lengthOf(frame) }, (_, row) => row);
  const alike = Map.groupBy(rows, (row) => JSON.stringify(texts.map(({ field }) => field.values[row])));
  return [...alike.values()].flatMap((group) =>
    fields
      .filter((field) => isNumber(field))
      .flatMap((field) => {
        const marks = group.map((row) => rowMark(one, { field, row, at }));
        const [first] = marks;
        if (!hasTime || group.length < 2 || first === undefined) return marks;
        const [course] = curves([withRows(one, group)]).slice(fields.filter((other) => isNumber(other)).indexOf(field));
        if (course === undefined) return marks;
        const { name, labels } = first.frame;
        return [{ ...course, frame: { ...course.frame, name, labels } }];
      }),
  );
}

function withRows({ frame, fields }: Drawn, rows: readonly number[]): Drawn {
  const own = fields.map((drawn) => ({
    ...drawn,
    field: { ...drawn.field, values: rows.map((row) => drawn.field.values[row] ?? Number.NaN) },
  }));
  return { frame, fields: own };
}
