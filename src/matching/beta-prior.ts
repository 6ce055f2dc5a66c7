import { logGamma } from '../domain/log-gamma.ts';

/** A Beta distribution by its mean and by how many tries it weighs: a = mean · strength, b = (1 − mean) · strength. */
export interface BetaPrior {
  readonly mean: number;
  readonly strength: number;
}

export interface Counts {
  readonly tried: number;
  /** At most `tried`. */
  readonly used: number;
}

/** Beyond these the likelihood is flat: every rate is its own, or all rates are one. */
const STRENGTHS = { least: 0.1, most: 1e6 };

/**
 * Empirical Bayes: the Beta distribution under which the counts are most likely, each count binomial with a rate of
 * its own (the beta-binomial likelihood; Skellam 1948). Found by golden sections, strength outside, mean inside.
 *
 * @param counts with some `tried`; those without count for nothing.
 * @returns undefined where nothing was tried.
 */
export function fitBetaPrior(counts: readonly Counts[]): BetaPrior | undefined {
  const tried = counts.filter((count) => count.tried > 0);
  if (tried.length === 0) return undefined;
  const bestMean = (strength: number) =>
    logistic(largest(-14, 14, (x) => logLikelihood(tried, logistic(x), strength)));
  const strength = Math.exp(
    largest(Math.log(STRENGTHS.least), Math.log(STRENGTHS.most), (x) =>
      logLikelihood(tried, bestMean(Math.exp(x)), Math.exp(x)),
    ),
  );
  return { mean: bestMean(strength), strength };
}

/** Without the binomial coefficients, which the prior does not change. */
function logLikelihood(counts: readonly Counts[], mean: number, strength: number): number {
  const a = mean * strength;
  const b = (1 - mean) * strength;
  const alone = logGamma(a) + logGamma(b) - logGamma(strength);
  return counts.reduce(
    (sum, { tried, used }) =>
      sum + logGamma(a + used) + logGamma(b + tried - used) - logGamma(strength + tried) - alone,
    0,
  );
}

const GOLDEN = (Math.sqrt(5) - 1) / 2;

/** Where a function with one peak between two ends is largest. */
function largest(from: number, to: number, value: (x: number) => number): number {
  let [low, high] = [from, to];
  let left = high - GOLDEN * (high - low);
  let right = low + GOLDEN * (high - low);
  let [atLeft, atRight] = [value(left), value(right)];
  while (high - low > 1e-6) {
    if (atLeft >= atRight) {
      [high, right, atRight] = [right, left, atLeft];
      left = high - GOLDEN * (high - low);
      atLeft = value(left);
    } else {
      [low, left, atLeft] = [left, right, atRight];
      right = low + GOLDEN * (high - low);
      atRight = value(right);
    }
  }
  return (low + high) / 2;
}

function logistic(x: number): number {
  return 1 / (1 + Math.exp(-x));
}
