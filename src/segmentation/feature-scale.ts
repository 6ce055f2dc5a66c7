import { quantile } from './quantile.ts';

/** How one feature becomes a number that distances can be taken of. */
export interface FeatureScale {
  /** Replaces a missing value: the median of the known ones, in the feature's own unit. */
  readonly fill: number;
  /** Taken as sign(x)·log(1 + |x|) first. */
  readonly logarithm: boolean;
  /** Median after the logarithm. */
  readonly centre: number;
  /** A robust standard deviation after the logarithm, above 0. */
  readonly spread: number;
}

/** Scaled values end here, so that no single customer pulls a group's centre away. */
export const CLIP = 3;

/** From this on a tail is long: 0 for an even spread, 0.56 for an exponential one, 1 where half are at the lowest. */
const LONG_TAIL = 0.5;

/** Quartiles of a normal distribution lie 1.349 standard deviations apart, its 5% and 95% points 3.29. */
const QUARTILE_DISTANCE = 1.3489795003921634;
const TWENTIETH_DISTANCE = 3.2897072539029435;

/**
 * Median and interquartile range of the known values: half of the customers may be outliers without moving them.
 * Where the middle half is one value the 5% and 95% points replace the quartiles, and where these are one value too
 * the root mean square distance from the median does, so that a feature that few customers have still counts.
 *
 * @param sorted known values in rising order.
 * @returns undefined where all values are equal or there is none: there is nothing to tell customers apart by.
 */
export function fitScale(sorted: Float64Array, openEnded: boolean): FeatureScale | undefined {
  if (sorted.length === 0 || sorted[0] === sorted[sorted.length - 1]) return undefined;
  const fill = quantile(sorted, 0.5);
  const logarithm = openEnded && tailLength(sorted) > LONG_TAIL;
  const taken = logarithm ? sorted.map(signedLog) : sorted;
  const centre = quantile(taken, 0.5);
  const spread = robustSpread(taken, centre);
  return spread > 0 ? { fill, logarithm, centre, spread } : undefined;
}

/** @param value NaN where it is not known. @returns a number from −3 to 3. */
export function scaleValue(value: number, { fill, logarithm, centre, spread }: FeatureScale): number {
  const known = Number.isNaN(value) ? fill : value;
  const scaled = ((logarithm ? signedLog(known) : known) - centre) / spread;
  return Math.min(CLIP, Math.max(-CLIP, scaled));
}

function robustSpread(sorted: Float64Array, centre: number): number {
  const quartiles = (quantile(sorted, 0.75) - quantile(sorted, 0.25)) / QUARTILE_DISTANCE;
  if (quartiles > 0) return quartiles;
  const twentieths = (quantile(sorted, 0.95) - quantile(sorted, 0.05)) / TWENTIETH_DISTANCE;
  if (twentieths > 0) return twentieths;
  return Math.sqrt(sorted.reduce((sum, value) => sum + (value - centre) ** 2, 0) / sorted.length);
}

/** ((q95 − q50) − (q50 − q5)) / (q95 − q5): skewness by quantiles (Kelly), from −1 to 1. */
function tailLength(sorted: Float64Array): number {
  const [low, middle, high] = [quantile(sorted, 0.05), quantile(sorted, 0.5), quantile(sorted, 0.95)];
  // With all but a few customers at one value there is a tail if the few lie above it.
  if (high === low) return (sorted[sorted.length - 1] as number) > high ? 1 : 0;
  return (high + low - 2 * middle) / (high - low);
}

function signedLog(value: number): number {
  return Math.sign(value) * Math.log1p(Math.abs(value));
}
