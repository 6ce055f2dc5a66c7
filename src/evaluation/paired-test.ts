import type { Random } from '../domain/random.ts';
import { signTest } from './sign-test.ts';
import { studentTTwoSided, studentTTwoSidedQuantile } from './special-functions.ts';

export interface PairedTTest {
  /** Mean of first − second. */
  readonly meanDifference: number;
  readonly t: number;
  readonly degreesOfFreedom: number;
  /** Two-sided. */
  readonly p: number;
  /** 95% interval of the mean difference. */
  readonly low: number;
  readonly high: number;
}

/**
 * Student's paired t-test, t = d̄ / (s_d / √n) with n − 1 degrees of freedom, for a few training seeds: entry i of both
 * is the same seed. Throws a RangeError for fewer than two pairs.
 *
 * @returns undefined where the differences are equal, up to rounding: without a spread the test says nothing.
 */
export function pairedTTest(first: readonly number[], second: readonly number[]): PairedTTest | undefined {
  const differences = pairedDifferences(first, second);
  const n = differences.length;
  if (n < 2) throw new RangeError(`pairedTTest: ${n} pairs are too few`);
  const mean = differences.reduce((sum, d) => sum + d, 0) / n;
  const variance = differences.reduce((sum, d) => sum + (d - mean) ** 2, 0) / (n - 1);
  const standardError = Math.sqrt(variance / n);
  const rounding = 1e-12 * Math.max(...first.map(Math.abs), ...second.map(Math.abs));
  if (standardError <= rounding) return undefined;
  const t = mean / standardError;
  const reach = studentTTwoSidedQuantile(0.05, n - 1) * standardError;
  return {
    meanDifference: mean,
    t,
    degreesOfFreedom: n - 1,
    p: studentTTwoSided(t, n - 1),
    low: mean - reach,
    high: mean + reach,
  };
}

export interface SignFlipTest {
  readonly meanDifference: number;
  /** Two-sided. */
  readonly p: number;
  readonly method: 'exact' | 'Monte Carlo';
}

/** 2¹⁶ sign patterns are gone through at once; above it they are drawn. */
const MOST_ENUMERATED = 16;

/**
 * Sign-flip permutation test of paired values, entry i of both being the same person: if neither arm is better, each
 * person's difference could as well have had the other sign (Fisher 1935, section 21). p is the share of sign patterns
 * whose sum is at least as far from 0 as the one observed.
 *
 * Exact where all differences that are not 0 have the same size, as with outcomes of 0 and 1 (it is the sign test
 * then), or where there are at most 16 of them. Otherwise `resamples` patterns are drawn and
 * p = (hits + 1) / (resamples + 1), which is never 0 and never too small on average (Phipson & Smyth 2010).
 */
export function signFlipTest(
  first: readonly number[],
  second: readonly number[],
  random: Random,
  options: { readonly resamples?: number } = {},
): SignFlipTest {
  const differences = pairedDifferences(first, second);
  const sum = differences.reduce((total, d) => total + d, 0);
  const meanDifference = differences.length === 0 ? 0 : sum / differences.length;
  const sizes = differences.filter((d) => d !== 0).map(Math.abs);
  if (sizes.every((size) => size === sizes[0])) {
    const plus = differences.filter((d) => d > 0).length;
    return { meanDifference, p: signTest(plus, sizes.length - plus), method: 'exact' };
  }
  // Sums of the same numbers in another order differ by rounding.
  const reached = Math.abs(sum) - 1e-9 * sizes.reduce((total, size) => total + size, 0);
  if (sizes.length <= MOST_ENUMERATED) {
    const patterns = 2 ** sizes.length;
    let hits = 0;
    for (let pattern = 0; pattern < patterns; pattern += 1) {
      const flipped = sizes.reduce((total, size, i) => total + ((pattern >> i) & 1 ? size : -size), 0);
      if (Math.abs(flipped) >= reached) hits += 1;
    }
    return { meanDifference, p: hits / patterns, method: 'exact' };
  }
  const { resamples = 10_000 } = options;
  let hits = 0;
  for (let r = 0; r < resamples; r += 1) {
    const flipped = sizes.reduce((total, size) => total + (random.next() < 0.5 ? size : -size), 0);
    if (Math.abs(flipped) >= reached) hits += 1;
  }
  return { meanDifference, p: (hits + 1) / (resamples + 1), method: 'Monte Carlo' };
}

function pairedDifferences(first: readonly number[], second: readonly number[]): readonly number[] {
  if (first.length !== second.length) {
    throw new RangeError(`Paired values: ${first.length} against ${second.length}`);
  }
  return first.map((value, i) => value - (second[i] ?? Number.NaN));
}
