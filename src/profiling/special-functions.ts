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
