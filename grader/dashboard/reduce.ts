const present = (values: readonly number[]): number[] => values.filter((value) => !Number.isNaN(value));
const sum = (values: readonly number[]): number => values.reduce((total, value) => total + value, 0);
const NONE = Number.NaN;

interface Calculation {
  /** What Grafana calls the column that it makes. */
  name: string;
  of(values: readonly number[]): number;
}

const total: Calculation = {
  name: 'Total',
  of: (values) => (present(values).length === 0 ? NONE : sum(present(values))),
};
const mean: Calculation = { name: 'Mean', of: (values) => sum(present(values)) / present(values).length };

/** What Grafana's calculations make of a series; a gap is NaN, and so is the result where there is none. */
const CALCULATIONS: Record<string, Calculation> = {
  last: { name: 'Last', of: (values) => values.at(-1) ?? NONE },
  lastNotNull: { name: 'Last *', of: (values) => present(values).at(-1) ?? NONE },
  first: { name: 'First', of: (values) => values[0] ?? NONE },
  firstNotNull: { name: 'First *', of: (values) => present(values)[0] ?? NONE },
  min: { name: 'Min', of: (values) => ends(values).least },
  max: { name: 'Max', of: (values) => ends(values).most },
  mean,
  avg: mean,
  sum: total,
  total,
  count: { name: 'Count', of: (values) => values.length },
  range: { name: 'Range', of: (values) => ends(values).most - ends(values).least },
  diff: { name: 'Difference', of: (values) => (present(values).at(-1) ?? NONE) - (present(values)[0] ?? NONE) },
  median: {
    name: 'Median',
    of(values) {
      const sorted = present(values).toSorted((a, b) => a - b);
      return sorted[Math.floor(sorted.length / 2)] ?? NONE;
    },
  },
};

/** Whether it is the name of a calculation that is known here. */
export const isCalculation = (word: string): boolean => Object.hasOwn(CALCULATIONS, word);

/** Reduces a series to one value, by Grafana's name of the calculation. An unknown one gives none. */
export function reduce(values: readonly number[], calculation: string): number {
  return isCalculation(calculation) ? (CALCULATIONS[calculation]?.of(values) ?? NONE) : NONE;
}

/** What the result of a calculation is called. */
export const calculationName = (calculation: string): string =>
  isCalculation(calculation) ? (CALCULATIONS[calculation]?.name ?? calculation) : calculation;

function ends(values: readonly number[]): { least: number; most: number } {
  let [least, most] = [NONE, NONE];
  for (const value of present(values)) {
    if (!(value >= least)) least = value;
    if (!(value <= most)) most = value;
  }
  return { least, most };
}
