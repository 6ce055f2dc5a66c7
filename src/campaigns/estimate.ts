/** A number with its interval. */
export interface Estimate {
  readonly value: number;
  readonly low: number;
  readonly high: number;
}

/** The middle and both ends of an interval from draws; NaN of none. Sorts them. */
export function estimateOf(value: number, draws: Float64Array, coverage: number): Estimate {
  draws.sort();
  return {
    value,
    low: quantileOf(draws, (1 - coverage) / 2),
    high: quantileOf(draws, (1 + coverage) / 2),
  };
}

/** Linear between order statistics (Hyndman & Fan 1996, type 7). */
export function quantileOf(sorted: ArrayLike<number>, share: number): number {
  const place = share * (sorted.length - 1);
  const below = Math.floor(place);
  const low = sorted[below] ?? Number.NaN;
  const high = sorted[Math.min(below + 1, sorted.length - 1)] ?? Number.NaN;
  return low + (place - below) * (high - low);
}
