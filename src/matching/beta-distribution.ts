/** Points on the log-odds scale; more change no digit that the tests compare. */
const POINTS = 4000;

/**
 * Quantiles of Beta(a, b). Over log-odds its density is proportional to x^a (1 − x)^b: smooth, with both tails falling
 * fast, so that a plain sum over an even grid is accurate to many digits and no special function is needed.
 *
 * @param a and `b` above 0; below about 1e-3 the tails reach past what a double can hold.
 * @param shares ascending, each between 0 and 1.
 */
export function betaQuantiles(a: number, b: number, shares: readonly number[]): readonly number[] {
  const middle = Math.log(a / b);
  const logDensity = (x: number) => -a * softplus(-x) - b * softplus(x);
  const peak = logDensity(middle);
  const reach = (direction: number) => {
    let step = 1e-3;
    while (logDensity(middle + direction * step) > peak - 45) step *= 1.25;
    return middle + direction * step;
  };
  const from = reach(-1);
  const width = (reach(1) - from) / POINTS;
  const density = (place: number) => Math.exp(logDensity(from + place * width) - peak);
  // Simpson's rule, summed up.
  const cumulative = new Float64Array(POINTS + 1);
  for (let i = 1, before = density(0); i <= POINTS; i += 1) {
    const here = density(i);
    cumulative[i] = (cumulative[i - 1] as number) + before + 4 * density(i - 0.5) + here;
    before = here;
  }
  const total = cumulative[POINTS] as number;
  return shares.map((share) => {
    const right = cumulative.findIndex((each) => each >= share * total);
    const below = cumulative[right - 1] as number;
    const part = (share * total - below) / ((cumulative[right] as number) - below);
    // Between two points the density is as good as straight, so the part of its area tells the place by a root.
    const [d0, d1] = [density(right - 1), density(right)];
    const area = (part * (d0 + d1)) / 2;
    const place = right - 1 + (2 * area) / (d0 + Math.sqrt(d0 * d0 + 2 * (d1 - d0) * area));
    return 1 / (1 + Math.exp(-(from + place * width)));
  });
}

function softplus(x: number): number {
  return Math.max(x, 0) + Math.log1p(Math.exp(-Math.abs(x)));
}
