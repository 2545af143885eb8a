import type { Frame } from './frame.ts';
import { asData, asList, asText, dig } from './lenient.ts';
import type { Transformation } from './model.ts';
import { reduce } from './reduce.ts';

/** Applies a panel's transformations, one after the other. Those that do not change values or their order leave all as it is. */
export function transform(frames: Frame[], transformations: readonly Transformation[]): Frame[] {
  return transformations.reduce((before, { id, options }) => BY_ID[id]?.(before, options) ?? before, frames);
}

type Options = Transformation['options'];

const BY_ID: Record<string, (frames: Frame[], options: Options) => Frame[]> = {
  organize: hideColumns,
  sortBy: sortRows,
  limit: (frames, { limitField }) => frames.slice(0, Number(limitField ?? 10)),
  renameByRegex,
  reduce: (frames, options) => frames.map((frame) => toOne(frame, asText(asList(options['reducers'])[0]) || 'max')),
  filterByRefId: (frames, { include }) => frames.filter(({ refId }) => asText(include).split('|').includes(refId)),
  calculateField,
};

const lastOf = ({ values }: Frame): number => values.at(-1) ?? Number.NaN;

function toOne(frame: Frame, calculation: string): Frame {
  const end = frame.start + Math.max(0, frame.values.length - 1) * frame.step;
  return { ...frame, start: end, step: 0, values: [reduce(frame.values, calculation)] };
}

/** A column that is not shown names nothing. */
function hideColumns(frames: Frame[], options: Options): Frame[] {
  const hidden = Object.entries(asData(options['excludeByName'])).flatMap(([name, isHidden]) =>
    isHidden === true ? name : [],
  );
  return frames.map((frame) => ({
    ...frame,
    name: frame.name
      .split(CELL)
      .filter(
        (cell) =>
          !hidden.some((label) => frame.labels[label] !== undefined && cell === `${label}=${frame.labels[label]}`),
      )
      .join(CELL),
  }));
}

/** Between the cells of a row, where a row's name is made of them. */
export const CELL = ' · ';

function sortRows(frames: Frame[], options: Options): Frame[] {
  const [first] = asList(options['sort']);
  const field = asText(dig(first, 'field'));
  const sign = dig(first, 'desc') === true ? -1 : 1;
  const isLabel = frames.some(({ labels }) => labels[field] !== undefined);
  return frames.toSorted((a, b) => {
    if (isLabel) return sign * (a.labels[field] ?? '').localeCompare(b.labels[field] ?? '');
    // What is no number comes last, whichever way.
    if (Number.isNaN(lastOf(a)) || Number.isNaN(lastOf(b)))
      return Number(Number.isNaN(lastOf(a))) - Number(Number.isNaN(lastOf(b)));
    return sign * (lastOf(a) - lastOf(b));
  });
}

function renameByRegex(frames: Frame[], options: Options): Frame[] {
  const [, source = asText(options['regex']), flags = ''] = /^\/(.*)\/([a-z]*)$/.exec(asText(options['regex'])) ?? [];
  try {
    const pattern = new RegExp(source, flags);
    return frames.map((frame) => ({ ...frame, name: frame.name.replace(pattern, asText(options['renamePattern'])) }));
  } catch {
    return frames;
  }
}

const OPERATIONS: Record<string, (a: number, b: number) => number> = {
  '+': (a, b) => a + b,
  '-': (a, b) => a - b,
  '*': (a, b) => a * b,
  '/': (a, b) => a / b,
};

/** A field from two others, each named by its series or its target, or a number. */
function calculateField(frames: Frame[], options: Options): Frame[] {
  const binary = asData(options['binary']);
  const operation = OPERATIONS[asText(binary['operator'])];
  if (options['mode'] !== 'binary' || operation === undefined) return frames;
  const [left, right] = ['left', 'right'].map((side) => operandOf(binary[side], frames));
  const model = left?.frame ?? right?.frame;
  if (left === undefined || right === undefined || model === undefined) return frames;
  const values = model.values.map((_, index) => operation(left.at(index), right.at(index)));
  const made = { ...model, name: asText(options['alias']) || model.name, labels: {}, values };
  return options['replaceFields'] === true ? [made] : [...frames, made];
}

function operandOf(value: unknown, frames: Frame[]): { frame?: Frame; at(index: number): number } | undefined {
  const word = asText(dig(value, 'fixed')) || asText(dig(value, 'matcher', 'options')) || asText(value);
  const frame = frames.find(({ name, refId }) => name === word || refId === word);
  if (frame !== undefined) return { frame, at: (index) => frame.values[index] ?? Number.NaN };
  return word === '' || Number.isNaN(Number(word)) ? undefined : { at: () => Number(word) };
}
