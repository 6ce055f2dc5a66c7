import { type Random, randomInt } from '../domain/random.ts';
import { type Matrix, squaredDistance } from './matrix.ts';

/**
 * Starting centres by greedy k-means++ (Arthur & Vassilvitskii 2007): each next centre is drawn from the rows in
 * proportion to the squared distance from the nearest centre so far, the best of 2 + ⌊ln k⌋ draws is kept. This is
 * what scikit-learn does.
 *
 * @returns [k, columns]; fewer rows where there are no more different ones to draw. Yields where a pause may be made.
 */
export function* plusPlus(matrix: Matrix, k: number, random: Random): Generator<void, Float64Array> {
  const { rows, columns, values } = matrix;
  const centres = new Float64Array(k * columns);
  const trials = 2 + Math.floor(Math.log(k));
  let nearest = new Float64Array(rows).fill(Number.POSITIVE_INFINITY);
  let candidate = new Float64Array(rows);
  let best = new Float64Array(rows);
  let total = lowerTo(matrix, randomRow(matrix, centres, 0, random), nearest, nearest);
  for (let c = 1; c < k; c += 1) {
    // Also where all distances are too small for their squares to be told from 0.
    if (!(total > 0)) return centres.slice(0, c * columns);
    let bestTotal = Number.POSITIVE_INFINITY;
    let bestRow = 0;
    for (let trial = 0; trial < trials; trial += 1) {
      yield;
      const row = drawInProportion(nearest, random.next() * total);
      const left = lowerTo(matrix, row, nearest, candidate);
      if (left < bestTotal) {
        [bestTotal, bestRow] = [left, row];
        [best, candidate] = [candidate, best];
      }
    }
    [nearest, best] = [best, nearest];
    total = bestTotal;
    centres.set(values.subarray(bestRow * columns, (bestRow + 1) * columns), c * columns);
  }
  return centres;
}

/** Copies any row, all equally likely, into `centres` and returns its index. */
function randomRow(
  { rows, columns, values }: Matrix,
  centres: Float64Array,
  c: number,
  random: Random,
): number {
  const row = randomInt(random, rows);
  centres.set(values.subarray(row * columns, (row + 1) * columns), c * columns);
  return row;
}

/** min(nearest, squared distance to the row) for every row; returns the sum. */
function lowerTo(
  { rows, columns, values }: Matrix,
  row: number,
  nearest: Float64Array,
  into: Float64Array,
): number {
  let sum = 0;
  for (let i = 0; i < rows; i += 1) {
    const distance = squaredDistance(values, i * columns, values, row * columns, columns);
    const lower = Math.min(nearest[i] as number, distance);
    into[i] = lower;
    sum += lower;
  }
  return sum;
}

/** The first index at which the running sum passes `target`; its weight is above 0. */
function drawInProportion(weights: Float64Array, target: number): number {
  let sum = 0;
  let last = 0;
  for (let i = 0; i < weights.length; i += 1) {
    const weight = weights[i] as number;
    if (weight > 0) last = i;
    sum += weight;
    if (sum > target) return i;
  }
  return last;
}
