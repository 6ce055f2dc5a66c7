export interface PowerLaw {
  /** Exponent of the density x^−α above xmin. */
  readonly alpha: number;
  readonly xmin: number;
  /** Kolmogorov–Smirnov distance of the tail from the fit, 0 to 1. */
  readonly distance: number;
  /** Values at least xmin. */
  readonly tail: number;
  /** Standard error of α, (α − 1) / √tail. */
  readonly standardError: number;
}

/**
 * Fits a continuous power law to the tail of the values by the method of Clauset, Shalizi & Newman (2009, section 3),
 * as WeightWatcher 0.7.7 does (`WWFit.fit_power_law_standard`): for every value but the largest as xmin, the maximum
 * likelihood exponent α = 1 + n / Σ ln(xᵢ / xmin) over the n values ≥ xmin; of these fits, the first with the smallest
 * Kolmogorov–Smirnov distance maxᵢ |1 − (xᵢ / xmin)^(1−α) − i/n|, i = 0 … n − 1. Takes time quadratic in their number.
 *
 * @param values above 0, in any order.
 * @returns undefined for fewer than two different values.
 */
export function fitPowerLaw(values: Iterable<number>): PowerLaw | undefined {
  const sorted = Float64Array.from(values).sort();
  if (!((sorted[0] ?? 1) > 0)) throw new RangeError(`fitPowerLaw: ${sorted[0]} is not above 0`);
  const logs = sorted.map(Math.log);
  let best: PowerLaw | undefined;
  let logSum = 0;
  // Backwards, so that the sum of logarithms grows by one term; `<=` then keeps the first of equal distances.
  for (let start = sorted.length - 1; start >= 0; start -= 1) {
    const logXmin = logs[start] ?? 0;
    logSum += logXmin;
    const tail = sorted.length - start;
    const spread = logSum - tail * logXmin;
    // No spread, or nothing but rounding: the tail is one value, repeated.
    if (spread <= 1e-12 * tail || tail < 2) continue;
    const alpha = 1 + tail / spread;
    let distance = 0;
    for (let i = 0; i < tail; i += 1) {
      const fitted = 1 - Math.exp((1 - alpha) * ((logs[start + i] ?? 0) - logXmin));
      distance = Math.max(distance, Math.abs(fitted - i / tail));
    }
    if (best === undefined || distance <= best.distance) {
      const standardError = (alpha - 1) / Math.sqrt(tail);
      best = { alpha, xmin: sorted[start] ?? 0, distance, tail, standardError };
    }
  }
  return best;
}
