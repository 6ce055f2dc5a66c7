import { normal, type Random } from '../domain/random.ts';

/** An exponential waiting time with the given mean (> 0), in the mean's unit. */
export function exponential(random: Random, mean: number): number {
  return -mean * Math.log(1 - random.next());
}

/**
 * A gamma number with mean `shape · scale` (both > 0): Marsaglia and Tsang 2000, "A simple method for generating
 * gamma variables"; shapes below 1 by their boost, section 6.
 */
export function gamma(random: Random, shape: number, scale = 1): number {
  if (shape < 1) return gamma(random, shape + 1, scale) * (1 - random.next()) ** (1 / shape);
  const d = shape - 1 / 3;
  const c = 1 / Math.sqrt(9 * d);
  for (;;) {
    const x = normal(random);
    const v = (1 + c * x) ** 3;
    if (v > 0 && Math.log(1 - random.next()) < 0.5 * x * x + d - d * v + d * Math.log(v))
      return d * v * scale;
  }
}

/** A beta number in (0, 1) with mean `a / (a + b)` (both > 0). */
export function beta(random: Random, a: number, b: number): number {
  const x = gamma(random, a);
  return x / (x + gamma(random, b));
}

/** `exp` of a normal number with mean `mu` and standard deviation `sigma`; its median is `exp(mu)`. */
export function logNormal(random: Random, mu: number, sigma: number): number {
  return Math.exp(mu + sigma * normal(random));
}

/** A Poisson count (Knuth's product method); takes time in proportion to the mean, which must be below 700. */
export function poisson(random: Random, mean: number): number {
  const limit = Math.exp(-mean);
  let count = 0;
  for (let product = random.next(); product > limit; product *= random.next()) count += 1;
  return count;
}

export function logistic(x: number): number {
  return 1 / (1 + Math.exp(-x));
}

/** Inverse of {@link logistic}; infinite at 0 and 1. */
export function logit(p: number): number {
  return Math.log(p / (1 - p));
}
