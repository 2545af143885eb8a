const present = (values: readonly number[]): number[] => values.filter((value) => !Number.isNaN(value));
const sum = (values: readonly number[]): number => values.reduce((total, value) => total + value, 0);

/** What Grafana's calculations make of a series; a gap is NaN, and so is the result where there is none. */
const CALCULATIONS: Record<string, (values: readonly number[]) => number> = {
  last: (values) => values.at(-1) ?? Number.NaN,
  lastNotNull: (values) => present(values).at(-1) ?? Number.NaN,
  first: (values) => values[0] ?? Number.NaN,
  firstNotNull: (values) => present(values)[0] ?? Number.NaN,
  min: (values) => ends(values).least,
  max: (values) => ends(values).most,
  mean: (values) => sum(present(values)) / present(values).length,
  sum: (values) => (present(values).length === 0 ? Number.NaN : sum(present(values))),
  total: (values) => (present(values).length === 0 ? Number.NaN : sum(present(values))),
  count: (values) => values.length,
  range: (values) => ends(values).most - ends(values).least,
  diff: (values) => (present(values).at(-1) ?? Number.NaN) - (present(values)[0] ?? Number.NaN),
  median: (values) => {
    const sorted = present(values).toSorted((a, b) => a - b);
    return sorted[Math.floor(sorted.length / 2)] ?? Number.NaN;
  },
};

/** Reduces a series to one value, by Grafana's name of the calculation. An unknown one gives none. */
export function reduce(values: readonly number[], calculation: string): number {
  return CALCULATIONS[calculation]?.(values) ?? Number.NaN;
}

function ends(values: readonly number[]): { least: number; most: number } {
  const numbers = present(values);
  return numbers.length === 0
    ? { least: Number.NaN, most: Number.NaN }
    : { least: Math.min(...numbers), most: Math.max(...numbers) };
}

/** Visualisations that show one value for each series. */
const REDUCING = new Set(['stat', 'gauge', 'bargauge', 'piechart', 'singlestat', 'grafana-piechart-panel']);

/** The calculation by which a panel shows its series; undefined where it draws them as they are. */
export function calculationOf({
  type,
  calculation,
}: {
  type: string;
  calculation: string | undefined;
}): string | undefined {
  return REDUCING.has(type) ? (calculation ?? 'lastNotNull') : undefined;
}
