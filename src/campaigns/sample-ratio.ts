/** Whether the arms have the sizes that were planned. */
export interface SampleRatioCheck {
  readonly offered: number;
  readonly heldOut: number;
  /** Share held out that was planned. */
  readonly planned: number;
  /** Pearson's chi-square with one degree of freedom. */
  readonly statistic: number;
  readonly p: number;
  /** False where the sizes could not come about by chance: something removes people from one arm. */
  readonly passed: boolean;
}

/** Below it an experiment is not trusted (Fabijan et al. 2019, "Diagnosing sample ratio mismatch"). */
const LEAST_P = 0.001;

/**
 * Chi-square of the sizes of the arms against the plan. With nobody planned in an arm, anybody in it fails.
 *
 * @param planned share held out, 0 to 1.
 */
export function checkSampleRatio(offered: number, heldOut: number, planned: number): SampleRatioCheck {
  const all = offered + heldOut;
  const expected = all * planned;
  const variance = all * planned * (1 - planned);
  const difference = heldOut - expected;
  // For two cells, Σ (O − E)² / E comes to this.
  const statistic = difference === 0 ? 0 : difference ** 2 / variance;
  const p = Math.min(1, Math.max(0, 2 * normalTail(Math.sqrt(statistic))));
  return { offered, heldOut, planned, statistic, p, passed: p >= LEAST_P };
}

/**
 * The probability of a standard normal above x ≥ 0: the series of erf (Abramowitz & Stegun 7.1.6) up to 3, the continued
 * fraction of erfc (7.1.14) above. Relative error below 1e-10.
 */
export function normalTail(x: number): number {
  if (x === Number.POSITIVE_INFINITY) return 0;
  const z = x / Math.SQRT2;
  const scale = Math.exp(-z * z) / Math.sqrt(Math.PI);
  if (x < 3) {
    let term = z;
    let sum = z;
    for (let n = 1; n < 200 && term > 1e-17 * sum; n += 1) {
      term *= (2 * z * z) / (2 * n + 1);
      sum += term;
    }
    return 0.5 - scale * sum;
  }
  let fraction = z;
  for (let n = 80; n > 0; n -= 1) fraction = z + n / 2 / fraction;
  return scale / (2 * fraction);
}
