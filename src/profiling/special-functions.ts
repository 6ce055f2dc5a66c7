const LANCZOS = [
  0.99999999999980993, 676.5203681218851, -1259.1392167224028, 771.32342877765313, -176.61502916214059,
  12.507343278686905, -0.13857109526572012, 9.9843695780195716e-6, 1.5056327351493116e-7,
] as const;

/** ln Γ(x) for x > 0 (Lanczos 1964, g = 7, nine terms); relative error about 1e-15. */
export function lnGamma(x: number): number {
  if (x < 0.5) return Math.log(Math.PI / Math.sin(Math.PI * x)) - lnGamma(1 - x);
  const z = x - 1;
  let sum: number = LANCZOS[0];
  for (let i = 1; i < LANCZOS.length; i++) sum += (LANCZOS[i] ?? 0) / (z + i);
  const t = z + 7.5;
  return 0.5 * Math.log(2 * Math.PI) + (z + 0.5) * Math.log(t) - t + Math.log(sum);
}

/**
 * Gauss's hypergeometric function ₂F₁(a, b; c; z) for 0 ≤ z < 1 by its series, until what is left of it is bounded by a
 * geometric series that no longer counts. c must not be 0 or a negative whole number.
 */
export function hypergeometric(a: number, b: number, c: number, z: number): number {
  const settled = Math.max(-a, -b, -c);
  let term = 1;
  let sum = 1;
  for (let n = 0; n < 100_000 && term !== 0; n++) {
    term *= (((a + n) * (b + n)) / ((c + n) * (n + 1))) * z;
    sum += term;
    if (n < settled) continue;
    // From here on both quotients only move towards 1, so no later ratio of terms exceeds this.
    const ratio = z * Math.max(1, (a + n) / (n + 1)) * Math.max(1, (b + n) / (c + n));
    if (ratio < 1 && Math.abs(term) * ratio < 1e-16 * Math.abs(sum) * (1 - ratio)) break;
  }
  return sum;
}
