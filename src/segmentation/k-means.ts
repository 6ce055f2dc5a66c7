import { createRandom } from '../domain/random.ts';
import { failure, type Result, success } from '../domain/result.ts';
import type { Clustering } from './clustering.ts';
import { lloyd } from './lloyd.ts';
import { countDistinct, type Matrix, matrixFault } from './matrix.ts';
import { cancelled, createPace, runPaced } from './pace.ts';
import { plusPlus } from './plus-plus.ts';

export interface KMeansOptions {
  /** Groups wanted, a whole number from 1. */
  readonly k: number;
  readonly seed: number;
  /** Starts, of which the one with the lowest inertia is kept; 10 when left out. */
  readonly restarts?: number;
  /** Per start; 300 when left out. */
  readonly maxIterations?: number;
  /** Of the mean variance of the columns; a start ends when its centres move less. 0.0001 when left out. */
  readonly tolerance?: number;
  readonly signal?: AbortSignal;
  /** Share of the starts done, 0 to 1. */
  readonly onProgress?: (share: number) => void;
}

/**
 * k-means with several k-means++ starts, by scikit-learn's policy (`KMeans(n_init=10)`: greedy k-means++, Lloyd,
 * the same tolerance), after which the best start is carried on until no row changes its group: whichever start found
 * a valley first, its bottom is the same.
 *
 * @returns as many groups as there are different rows where that is fewer than `k`. `matrix-shape`, `not-finite`,
 * `no-rows`, `k-invalid` or `cancelled` otherwise. Same input and seed, same groups.
 */
export async function kMeans(matrix: Matrix, options: KMeansOptions): Promise<Result<Clustering>> {
  const { k, seed, restarts = 10, maxIterations = 300, tolerance = 1e-4, signal, onProgress } = options;
  const fault = matrixFault(matrix);
  if (fault) return { ok: false, failures: [fault] };
  if (matrix.rows === 0) return failure('no-rows', 'There is nobody to group.');
  if (!Number.isInteger(k) || k < 1) {
    return failure('k-invalid', `The number of groups is ${k}; it must be a whole number from 1.`, 'k');
  }
  const pace = createPace(signal);
  const distinct = countDistinct(matrix, k);
  if (matrix.columns === 0) return success(oneGroup(matrix.rows));
  const settings = { maxIterations, tolerance: tolerance * meanVariance(matrix) };
  let best: Clustering | undefined;
  for (let restart = 0; restart < Math.max(restarts, 1); restart += 1) {
    if (!(await pace.goOn())) return cancelled();
    const start = await runPaced(plusPlus(matrix, distinct, createRandom(seed, streamOf(k, restart))), pace);
    if (!start.ok) return start;
    const run = await lloyd(matrix, start.value, settings, pace);
    if (!run.ok) return run;
    if (!best || run.value.inertia < best.inertia) best = run.value;
    onProgress?.((restart + 1) / Math.max(restarts, 1));
  }
  if (!best) throw new RangeError('kMeans: no start');
  return lloyd(matrix, best.centres, { maxIterations, tolerance: 0 }, pace);
}

/** Each start has its own numbers, so that a result depends neither on other values of k nor on more restarts. */
function streamOf(k: number, restart: number): number {
  return k * 65_536 + restart;
}

function oneGroup(rows: number): Clustering {
  return { k: 1, centres: new Float64Array(0), labels: new Int32Array(rows), inertia: 0, iterations: 0 };
}

function meanVariance({ rows, columns, values }: Matrix): number {
  let total = 0;
  for (let c = 0; c < columns; c += 1) {
    let sum = 0;
    for (let i = 0; i < rows; i += 1) sum += values[i * columns + c] as number;
    const mean = sum / rows;
    let squares = 0;
    for (let i = 0; i < rows; i += 1) squares += ((values[i * columns + c] as number) - mean) ** 2;
    total += squares / rows;
  }
  return total / columns;
}
