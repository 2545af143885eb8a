/** How often what is observed falls at or below each upper bound (ascending; the last is infinite): a share from 0 to 1. */
export type Shares = readonly (readonly [le: number, share: number])[];

/** What a histogram observes for a while: where the observations fall, and their mean. */
export interface Observed {
  shares: Shares;
  mean: number;
}

/** How steep a spread is: with 3, the 95th percentile is 2.7 times the median, the 99th 4.6 times. */
const STEEPNESS = 3;

/** Observations spread around a median as latencies are (log-logistic): many near it, some far above. */
export function spreadAround(median: number, bounds: readonly number[]): Observed {
  const shares = [...bounds, Infinity].map((bound): [number, number] => [
    bound,
    bound === Infinity ? 1 : 1 / (1 + (bound / median) ** -STEEPNESS),
  ]);
  const angle = Math.PI / STEEPNESS;
  return { shares, mean: (median * angle) / Math.sin(angle) };
}

/** The shares of observations of several kinds together, each kind by its weight. All have the same bounds. */
export function mixed(parts: readonly { weight: number; shares: Shares }[]): Shares {
  const total = parts.reduce((sum, { weight }) => sum + weight, 0);
  return (parts[0]?.shares ?? []).map(([bound], index) => [
    bound,
    parts.reduce((sum, { weight, shares }) => sum + weight * (shares[index]?.[1] ?? 0), 0) / total,
  ]);
}

/**
 * Where a quantile lies: evenly spread within its bucket, as `histogram_quantile` has it, which never goes beyond the last finite bound
 * (https://prometheus.io/docs/prometheus/latest/querying/functions/#histogram_quantile).
 */
export function quantileOf(shares: Shares, quantile: number): number {
  const index = shares.findIndex(([, share]) => share >= quantile);
  const [upper, upperShare] = shares[index] ?? [Infinity, 1];
  const [lower, lowerShare] = shares[index - 1] ?? [0, 0];
  if (upper === Infinity) return lower;
  return lower + ((upper - lower) * (quantile - lowerShare)) / (upperShare - lowerShare);
}
