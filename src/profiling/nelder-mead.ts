/** A minimum and where it lies. */
export interface Minimum {
  readonly point: readonly number[];
  readonly value: number;
  readonly evaluations: number;
}

const REFLECT = 1;
const EXPAND = 2;
const CONTRACT = 0.5;
const SHRINK = 0.5;

/**
 * The minimum of a function without derivatives (Nelder and Mead 1965, with the usual coefficients), started again
 * from where it ends until that gains nothing, for a simplex can collapse early. It yields after every step, so that
 * whoever runs it can pause.
 *
 * @param step size of the first simplex in every direction.
 * @param tolerance difference of values at which it ends.
 * @param mostRounds how often it starts, the first time included.
 */
export function* nelderMead(
  f: (point: readonly number[]) => number,
  start: readonly number[],
  { step = 0.5, tolerance = 1e-10, mostSteps = 2000, mostRounds = 8 } = {},
): Generator<void, Minimum> {
  let evaluations = 0;
  const at = (point: readonly number[]): Minimum => ({ point, value: f(point), evaluations: ++evaluations });
  let best = at(start);
  for (let round = 0; round < mostRounds; round++) {
    const before = best.value;
    best = yield* descend(at, best, step / (round + 1), tolerance, mostSteps);
    if (before - best.value <= tolerance * 10 && round > 0) break;
  }
  return { ...best, evaluations };
}

function* descend(
  at: (point: readonly number[]) => Minimum,
  start: Minimum,
  step: number,
  tolerance: number,
  mostSteps: number,
): Generator<void, Minimum> {
  let simplex = [start];
  for (const [i] of start.point.entries()) {
    simplex.push(at(start.point.map((x, j) => (i === j ? x + step : x))));
    yield;
  }
  for (let n = 0; n < mostSteps; n++) {
    simplex.sort((a, b) => a.value - b.value);
    const [best, ...others] = simplex;
    const worst = others.at(-1);
    if (best === undefined || worst === undefined) break;
    if (worst.value - best.value < tolerance && spread(simplex) < 1e-3) break;
    const kept = simplex.slice(0, -1);
    const centre = start.point.map((_, i) => mean(kept.map(({ point }) => point[i] ?? 0)));
    const towards = (factor: number) => at(centre.map((c, i) => c + factor * (c - (worst.point[i] ?? 0))));
    const reflected = towards(REFLECT);
    const secondWorst = kept.at(-1) ?? best;
    if (reflected.value < best.value) {
      const expanded = towards(REFLECT * EXPAND);
      simplex = [...kept, expanded.value < reflected.value ? expanded : reflected];
    } else if (reflected.value < secondWorst.value) {
      simplex = [...kept, reflected];
    } else {
      const contracted = towards(reflected.value < worst.value ? CONTRACT : -CONTRACT);
      if (contracted.value < Math.min(reflected.value, worst.value)) {
        simplex = [...kept, contracted];
      } else {
        simplex = [best];
        for (const { point } of others) {
          simplex.push(at(point.map((x, i) => (best.point[i] ?? 0) + SHRINK * (x - (best.point[i] ?? 0)))));
          yield;
        }
      }
    }
    yield;
  }
  return simplex.reduce((a, b) => (b.value < a.value ? b : a));
}

function mean(values: readonly number[]): number {
  return values.reduce((sum, value) => sum + value, 0) / values.length;
}

function spread(simplex: readonly Minimum[]): number {
  const [first] = simplex;
  return Math.max(
    ...simplex.map(({ point }) => Math.max(...point.map((x, i) => Math.abs(x - (first?.point[i] ?? 0))))),
  );
}

const NEAR_ENOUGH = 2000;

/** Every n-th value, some two thousand: a likelihood of them leads near its maximum at a fraction of the cost. */
export function everyNth(values: ArrayLike<number>): Float64Array {
  const stride = Math.max(1, Math.floor(values.length / NEAR_ENOUGH));
  return Float64Array.from({ length: Math.ceil(values.length / stride) }, (_, i) => values[i * stride] ?? 0);
}
