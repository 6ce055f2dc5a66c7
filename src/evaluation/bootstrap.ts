import { type Random, randomInt } from '../domain/random.ts';

/** A mean over persons with its 95% interval. */
export interface Estimate {
  readonly mean: number;
  readonly low: number;
  readonly high: number;
}

/** One person's values, one for each training seed; a number alone where there is one seed. */
export type PersonValues = number | readonly number[];

export interface BootstrapOptions {
  /** How often the persons are drawn anew; 10,000 when left out. */
  readonly resamples?: number;
  /** Coverage of the interval, 0 to 1; 0.95 when left out. */
  readonly coverage?: number;
}

/**
 * Percentile bootstrap interval of a mean over persons (Efron 1979; Efron & Tibshirani 1993, section 13.3).
 *
 * Persons are the clusters: a resample draws persons with replacement and keeps all seeds of each together, because
 * a person's values under several seeds resemble each other. Each person counts once, with the mean of its values.
 * The interval covers the choice of persons and not that of training seeds, of which there are too few to resample;
 * `pairedTTest` over seeds answers that.
 *
 * @param values one entry a person; every person needs a value. Shares come from values of 0 and 1.
 */
export function bootstrapMean(
  values: readonly PersonValues[],
  random: Random,
  options: BootstrapOptions = {},
): Estimate {
  const { resamples = 10_000, coverage = 0.95 } = options;
  const means = Float64Array.from(values, personMean);
  if (means.length === 0) throw new RangeError('bootstrapMean: no persons');
  if (!(resamples >= 1)) throw new RangeError(`bootstrapMean: ${resamples} resamples`);
  const drawn = new Float64Array(resamples);
  for (let r = 0; r < resamples; r += 1) {
    let sum = 0;
    for (let i = 0; i < means.length; i += 1) sum += means[randomInt(random, means.length)] ?? 0;
    drawn[r] = sum / means.length;
  }
  drawn.sort();
  return {
    mean: meanOf(means),
    low: quantileOfSorted(drawn, (1 - coverage) / 2),
    high: quantileOfSorted(drawn, (1 + coverage) / 2),
  };
}

/**
 * The same interval for the mean of `first − second`, where entry i of both is the same person. With several seeds
 * the means over seeds are compared, so the two may have different numbers of them.
 */
export function bootstrapDifference(
  first: readonly PersonValues[],
  second: readonly PersonValues[],
  random: Random,
  options: BootstrapOptions = {},
): Estimate {
  if (first.length !== second.length) {
    throw new RangeError(`bootstrapDifference: ${first.length} persons against ${second.length}`);
  }
  const differences = first.map((values, i) => personMean(values) - personMean(second[i] ?? []));
  return bootstrapMean(differences, random, options);
}

/**
 * The interval of mean(first) / mean(second) − 1, persons drawn together. A resample in which the second has nothing counts
 * as no lift at all. Undefined where the second's mean is 0.
 */
export function bootstrapLift(
  first: readonly PersonValues[],
  second: readonly PersonValues[],
  random: Random,
  options: BootstrapOptions = {},
): Estimate | undefined {
  if (first.length !== second.length) {
    throw new RangeError(`bootstrapLift: ${first.length} persons against ${second.length}`);
  }
  const [a, b] = [Float64Array.from(first, personMean), Float64Array.from(second, personMean)];
  const lift = (over: number, under: number) => (under === 0 ? 0 : over / under - 1);
  if (!(meanOf(b) > 0)) return undefined;
  const { resamples = 10_000, coverage = 0.95 } = options;
  const drawn = new Float64Array(resamples);
  for (let r = 0; r < resamples; r += 1) {
    let [over, under] = [0, 0];
    for (let i = 0; i < a.length; i += 1) {
      const person = randomInt(random, a.length);
      over += a[person] ?? 0;
      under += b[person] ?? 0;
    }
    drawn[r] = lift(over, under);
  }
  drawn.sort();
  return {
    mean: lift(meanOf(a), meanOf(b)),
    low: quantileOfSorted(drawn, (1 - coverage) / 2),
    high: quantileOfSorted(drawn, (1 + coverage) / 2),
  };
}

function personMean(values: PersonValues): number {
  const mean = typeof values === 'number' ? values : meanOf(values);
  if (!Number.isFinite(mean)) throw new RangeError(`A person has no mean: ${JSON.stringify(values)}`);
  return mean;
}

function meanOf(values: ArrayLike<number>): number {
  let sum = 0;
  for (let i = 0; i < values.length; i += 1) sum += values[i] ?? 0;
  return sum / values.length;
}

/** Linear between order statistics: NumPy's default, type 7 of Hyndman & Fan (1996). */
export function quantileOfSorted(sorted: ArrayLike<number>, q: number): number {
  const place = q * (sorted.length - 1);
  const below = Math.floor(place);
  const low = sorted[below] ?? Number.NaN;
  const high = sorted[Math.min(below + 1, sorted.length - 1)] ?? Number.NaN;
  return low + (place - below) * (high - low);
}
