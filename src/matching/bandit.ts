import * as v from 'valibot';
import { normal, type Random } from '../domain/random.ts';
import { failure, type Result, success } from '../domain/result.ts';

const finite = v.pipe(v.number(), v.finite());

/**
 * What the bandit believes: response = θ · context + noise, θ normal. Plain JSON as it stands.
 *
 * Prior: every part of θ is normal with the mean given (0 at first) and variance `noise² / priorPrecision`. For contexts of length about 1
 * and a noise of 0.5 (the most that a yes or no can have) a precision of 1 expects rates within about ±0.5.
 */
export const BanditStateSchema = v.strictObject({
  version: v.literal(1),
  /** Standard deviation of a single response about its expectation. */
  noise: v.pipe(finite, v.gtValue(0)),
  /** Lower triangle, row by row, of the Cholesky factor L of A = priorPrecision · I + Σ x xᵀ. */
  factor: v.array(finite),
  /** b = priorPrecision · prior mean + Σ response · x. */
  weighted: v.array(finite),
  /** Responses seen. */
  responses: v.pipe(v.number(), v.integer(), v.minValue(0)),
});
export type BanditState = v.InferOutput<typeof BanditStateSchema>;

/**
 * A bandit that has seen nothing.
 *
 * @param dimension length of every context, at least 1.
 */
export function createBandit(
  dimension: number,
  options: {
    readonly priorPrecision?: number;
    readonly noise?: number;
    /** Expected θ before any response; 0 throughout when left out. */
    readonly priorMean?: ArrayLike<number>;
  } = {},
): BanditState {
  const { priorPrecision = 1, noise = 0.5, priorMean = new Float64Array(dimension) } = options;
  if (!(Number.isInteger(dimension) && dimension > 0) || priorMean.length !== dimension) {
    throw new RangeError(`createBandit: dimension ${dimension}, prior mean of ${priorMean.length}`);
  }
  if (!(priorPrecision > 0 && noise > 0))
    throw new RangeError('createBandit: precision and noise must be above 0');
  const factor: number[] = [];
  for (let i = 0; i < dimension; i += 1) {
    for (let j = 0; j <= i; j += 1) factor.push(i === j ? Math.sqrt(priorPrecision) : 0);
  }
  return {
    version: 1,
    noise,
    factor,
    weighted: Array.from(priorMean, (mean) => priorPrecision * mean),
    responses: 0,
  };
}

/** Takes a stored state back, if it is whole; else `bandit-malformed`. */
export function readBandit(stored: unknown): Result<BanditState> {
  const parsed = v.safeParse(BanditStateSchema, stored);
  if (!parsed.success) return malformed(parsed.issues[0].message, v.getDotPath(parsed.issues[0]) ?? '');
  const { factor, weighted } = parsed.output;
  const d = weighted.length;
  if (d === 0 || factor.length !== (d * (d + 1)) / 2) return malformed('Its lengths differ.', 'factor');
  if (weighted.some((_, i) => !((factor[at(i, i)] as number) > 0))) {
    return malformed('Its factor has a zero on the diagonal.', 'factor');
  }
  return success(parsed.output);
}

/** Expected θ: A⁻¹ b. */
export function banditMean({ factor, weighted }: BanditState): Float64Array {
  return solveUpper(factor, solveLower(factor, Float64Array.from(weighted)));
}

/**
 * Linear Thompson sampling (Agrawal & Goyal 2013, with the exact posterior as its width): draws one θ from
 * N(A⁻¹b, noise² A⁻¹) and takes the arm that would be best if it were true. Of equals the first.
 *
 * @param contexts one for each arm, of the bandit's dimension.
 * @returns `no-arms`, or `context-invalid` where a context has another length or is not finite.
 */
export function chooseArm(
  state: BanditState,
  contexts: readonly ArrayLike<number>[],
  random: Random,
): Result<number> {
  if (contexts.length === 0) return failure('no-arms', 'There is no reward to choose from.');
  for (const [arm, context] of contexts.entries()) {
    const wrong = wrongContext(state, context, `of reward ${arm + 1}`);
    if (wrong !== undefined) return wrong;
  }
  return success(bestArm(contexts, drawTheta(state, random)));
}

/** One θ from the posterior N(A⁻¹b, noise² A⁻¹). */
export function drawTheta(state: BanditState, random: Random): Float64Array {
  const noise = Float64Array.from(state.weighted, () => state.noise * normal(random));
  const deviation = solveUpper(state.factor, noise);
  return banditMean(state).map((mean, i) => mean + (deviation[i] as number));
}

/** The arm with the largest θ · context; of equals the first. */
export function bestArm(contexts: readonly ArrayLike<number>[], theta: Float64Array): number {
  const values = contexts.map((context) => theta.reduce((sum, each, i) => sum + each * (context[i] ?? 0), 0));
  return values.indexOf(Math.max(...values));
}

/**
 * The state after one more response; the old one stays as it is.
 *
 * @param response 1 for yes, 0 for no, or anything between; less what would have happened anyway, so from -1.
 * @returns `context-invalid` or `response-invalid`.
 */
export function updateBandit(
  state: BanditState,
  context: ArrayLike<number>,
  response: number,
): Result<BanditState> {
  const wrong = wrongContext(state, context, '');
  if (wrong !== undefined) return wrong;
  if (!(response >= -1 && response <= 1)) {
    return failure('response-invalid', `The response is ${response}; it must be from -1 to 1.`);
  }
  return success({
    ...state,
    factor: rankOneUpdate(state.factor, Float64Array.from(context)),
    weighted: state.weighted.map((each, i) => each + response * (context[i] as number)),
    responses: state.responses + 1,
  });
}

function wrongContext(
  { weighted }: BanditState,
  context: ArrayLike<number>,
  which: string,
): Result<never> | undefined {
  const numbers = Array.from(context);
  if (numbers.length === weighted.length && numbers.every(Number.isFinite)) return undefined;
  const message = `The context ${which} must be ${weighted.length} finite numbers; it has ${numbers.length}.`;
  return failure('context-invalid', message.replace('  ', ' '));
}

function at(row: number, column: number): number {
  return (row * (row + 1)) / 2 + column;
}

/** The factor of L Lᵀ + x xᵀ by rotations (Golub & Van Loan 2013, section 6.5.4). */
function rankOneUpdate(factor: readonly number[], x: Float64Array): number[] {
  const result = [...factor];
  const d = x.length;
  for (let k = 0; k < d; k += 1) {
    const diagonal = result[at(k, k)] as number;
    const radius = Math.hypot(diagonal, x[k] as number);
    const c = radius / diagonal;
    const s = (x[k] as number) / diagonal;
    result[at(k, k)] = radius;
    for (let i = k + 1; i < d; i += 1) {
      const entry = ((result[at(i, k)] as number) + s * (x[i] as number)) / c;
      result[at(i, k)] = entry;
      x[i] = c * (x[i] as number) - s * entry;
    }
  }
  return result;
}

/** y of L y = x. */
function solveLower(factor: readonly number[], x: Float64Array): Float64Array {
  const y = x.slice();
  for (let i = 0; i < y.length; i += 1) {
    let sum = y[i] as number;
    for (let j = 0; j < i; j += 1) sum -= (factor[at(i, j)] as number) * (y[j] as number);
    y[i] = sum / (factor[at(i, i)] as number);
  }
  return y;
}

/** y of Lᵀ y = x. */
function solveUpper(factor: readonly number[], x: Float64Array): Float64Array {
  const y = x.slice();
  for (let i = y.length - 1; i >= 0; i -= 1) {
    let sum = y[i] as number;
    for (let j = i + 1; j < y.length; j += 1) sum -= (factor[at(j, i)] as number) * (y[j] as number);
    y[i] = sum / (factor[at(i, i)] as number);
  }
  return y;
}

function malformed(message: string, path: string): Result<never> {
  return failure(
    'bandit-malformed',
    `The stored exploration cannot be used: ${message} Start it anew.`,
    path,
  );
}
