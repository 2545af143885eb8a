import { isCalled, lengthOf, nameOf, timeOf, type DataFrame, type Field } from './data-frame.ts';
import { asData, asTexts, asText, dig } from '../evidence/lenient.ts';
import { calculationName, isCalculation, reduce } from './reduce.ts';
import type { Transformer } from './transform.ts';
import { joined } from './transform-join.ts';

const BINARY = new Map<string, (a: number, b: number) => number>(
  Object.entries<(a: number, b: number) => number>({
    '+': (a, b) => a + b,
    '-': (a, b) => a - b,
    '*': (a, b) => a * b,
    '/': (a, b) => a / b,
    '**': (a, b) => a ** b,
    '%': (a, b) => a % b,
  }),
);

const UNARY = new Map<string, (a: number) => number>(
  Object.entries<(a: number) => number>({
    abs: Math.abs,
    exp: Math.exp,
    ln: Math.log,
    floor: Math.floor,
    ceil: Math.ceil,
    round: Math.round,
  }),
);

/** Computes the values of a new field in a frame; undefined where the frame lacks what they are computed of. */
type Computation = (frame: DataFrame) => number[] | undefined;

/** A new field in each frame, of two fields, of one, or of all that stand in a row. */
export const calculateField: Transformer = (frames, options) => {
  const mode = asText(options['mode']) || 'reduceRow';
  const binary = asData(options['binary']);
  const isSingle = options['timeSeries'] !== false && !(mode === 'binary' && isFixed(binary['right']));
  const data = isSingle && frames.every((frame) => timeOf(frame) !== undefined) ? joined(frames, '') : frames;
  const made = computationOf(mode, options, data);
  if (made === undefined) return undefined;
  const { compute, name } = made;
  const alias = asText(options['alias']) || name;
  return data.flatMap((frame) => {
    const values = compute(frame);
    if (values === undefined) return options['replaceFields'] === true ? [] : [frame];
    const field: Field = { name: alias, type: 'number', labels: {}, values };
    const time = frame.fields.filter((one) => options['timeSeries'] !== false && one === timeOf(frame));
    const kept = options['replaceFields'] === true ? time : frame.fields;
    return [{ ...frame, fields: [...kept, field] }];
  });
};

function computationOf(
  mode: string,
  options: Record<string, unknown>,
  frames: readonly DataFrame[],
): { compute: Computation; name: string } | undefined {
  switch (mode) {
    case 'reduceRow': {
      const reducer = asText(dig(options['reduce'], 'reducer')) || 'sum';
      const names = asTexts(dig(options['reduce'], 'include'));
      if (!isCalculation(reducer)) return undefined;
      const compute: Computation = (frame) => reduceRows(frame, { reducer, names, frames });
      return { compute, name: calculationName(reducer) };
    }
    case 'unary': {
      const word = asText(dig(options['unary'], 'operator')) || 'abs';
      const name = asText(dig(options['unary'], 'fieldName'));
      const operation = UNARY.get(word);
      if (operation === undefined) return undefined;
      const compute: Computation = (frame) =>
        frame.fields
          .find((field) => field.type === 'number' && isCalled(field, name, frames))
          ?.values.map((value) => operation(Number(value)));
      return { compute, name: `${word}(${name})` };
    }
    case 'binary': {
      const [left, right] = ['left', 'right'].map((side) => dig(options['binary'], side));
      const word = asText(dig(options['binary'], 'operator')) || '+';
      const operation = BINARY.get(word);
      // One operation on all fields of a type makes several fields.
      if (operation === undefined || dig(left, 'matcher', 'id') === 'byType') return undefined;
      const compute: Computation = (frame) => {
        const [a, b] = [left, right].map((side) => operandOf(side, frame, frames));
        return a === undefined || b === undefined
          ? undefined
          : a.map((value, row) => operation(value, b[row] ?? Number.NaN));
      };
      return { compute, name: `${wordOf(left)} ${word} ${wordOf(right)}` };
    }
    default:
      return undefined;
  }
}

function reduceRows(
  frame: DataFrame,
  { reducer, names, frames }: { reducer: string; names: readonly string[]; frames: readonly DataFrame[] },
): number[] {
  const columns = frame.fields.filter(
    (field) => field.type === 'number' && (names.length === 0 || names.some((name) => isCalled(field, name, frames))),
  );
  return Array.from({ length: lengthOf(frame) }, (_, row) =>
    reduce(
      columns.map(({ values }) => Number(values[row])),
      reducer,
    ),
  );
}

const isFixed = (side: unknown): boolean => dig(side, 'fixed') !== undefined;

/** What an operand says: in a name's stead, in a matcher, or as a number. */
const wordOf = (side: unknown): string =>
  asText(side) || asText(dig(side, 'matcher', 'options')) || asText(dig(side, 'fixed'));

function operandOf(side: unknown, frame: DataFrame, frames: readonly DataFrame[]): number[] | undefined {
  const word = wordOf(side);
  const field = isFixed(side)
    ? undefined
    : frame.fields.find((one) => nameOf(one, frames) === word || one.name === word);
  if (field !== undefined) return field.values.map(Number);
  const number = Number.parseFloat(word);
  return Number.isNaN(number) ? undefined : Array.from({ length: lengthOf(frame) }, () => number);
}
