import { createRandom, randomInt } from '../domain/random.ts';
import { type Result, success } from '../domain/result.ts';
import { type Matrix, squaredDistance, takeRows } from './matrix.ts';
import { cancelled, createPace } from './pace.ts';

export interface SilhouetteOptions {
  /** Rows compared with each other: all of them where there are no more, else a random sample. 5,000 when left out. */
  readonly sampleSize?: number;
  readonly seed: number;
  readonly signal?: AbortSignal;
  /** Share done, 0 to 1. */
  readonly onProgress?: (share: number) => void;
}

export interface Silhouettes {
  /** One for each grouping, from −1 to 1; undefined where there are fewer than 2 groups or as many as rows. */
  readonly scores: readonly (number | undefined)[];
  /** Rows compared. */
  readonly sampled: number;
  /** All rows were compared. */
  readonly exact: boolean;
}

/**
 * Mean silhouette (Rousseeuw 1987) of several groupings of the same rows, with Euclidean distances that are computed
 * once for all of them. Of a row s = (b − a) / max(a, b), where a is the mean distance from the others of its group
 * and b that from the nearest other group; 0 for a row alone in its group. Of a sample it is the silhouette within
 * the sample, as scikit-learn's `sample_size` has it.
 *
 * @param groupings a label from 0 for every row. Takes time in proportion to the square of the rows compared.
 * @returns `cancelled` when the signal is raised.
 */
export async function silhouettes(
  matrix: Matrix,
  groupings: readonly Int32Array[],
  { sampleSize = 5000, seed, signal, onProgress }: SilhouetteOptions,
): Promise<Result<Silhouettes>> {
  const exact = matrix.rows <= sampleSize;
  const sample = exact ? undefined : sampleRows(matrix.rows, sampleSize, seed);
  const { rows, columns, values } = sample ? takeRows(matrix, sample) : matrix;
  const parts = groupings.map((labels) =>
    createPart(sample ? Int32Array.from(sample, (i) => labels[i] as number) : labels),
  );
  const pace = createPace(signal);
  const distances = new Float64Array(rows);
  for (let i = 0; i < rows; i += 1) {
    if (i % 16 === 0) {
      if (!(await pace.goOn())) return cancelled();
      onProgress?.(i / rows);
    }
    for (let j = 0; j < rows; j += 1) {
      distances[j] = Math.sqrt(squaredDistance(values, i * columns, values, j * columns, columns));
    }
    for (const part of parts) part.sum += silhouetteOf(i, distances, part);
  }
  onProgress?.(1);
  const scores = parts.map(({ groups, sum }) => (groups >= 2 && groups < rows ? sum / rows : undefined));
  return success({ scores, sampled: rows, exact });
}

interface Part {
  readonly labels: Int32Array;
  readonly counts: Int32Array;
  readonly groups: number;
  /** Of the distances of one row from those of each group. */
  readonly totals: Float64Array;
  sum: number;
}

function createPart(labels: Int32Array): Part {
  const counts = new Int32Array(labels.reduce((largest, label) => Math.max(largest, label), -1) + 1);
  for (const label of labels) counts[label] = (counts[label] as number) + 1;
  const groups = counts.filter((count) => count > 0).length;
  return { labels, counts, groups, totals: new Float64Array(counts.length), sum: 0 };
}

function silhouetteOf(i: number, distances: Float64Array, { labels, counts, totals }: Part): number {
  totals.fill(0);
  for (let j = 0; j < labels.length; j += 1) {
    const label = labels[j] as number;
    totals[label] = (totals[label] as number) + (distances[j] as number);
  }
  const own = labels[i] as number;
  if (counts[own] === 1) return 0;
  const within = (totals[own] as number) / ((counts[own] as number) - 1);
  let nearest = Number.POSITIVE_INFINITY;
  for (const [label, count] of counts.entries()) {
    if (label !== own && count > 0) nearest = Math.min(nearest, (totals[label] as number) / count);
  }
  const larger = Math.max(within, nearest);
  return larger > 0 && larger < Number.POSITIVE_INFINITY ? (nearest - within) / larger : 0;
}

/** Different rows, all equally likely, in rising order (Floyd's sampling: Bentley & Floyd 1987). */
function sampleRows(rows: number, size: number, seed: number): Int32Array {
  const random = createRandom(seed, SAMPLE_STREAM);
  const drawn = new Set<number>();
  for (let last = rows - size; last < rows; last += 1) {
    const row = randomInt(random, last + 1);
    drawn.add(drawn.has(row) ? last : row);
  }
  return Int32Array.from(drawn).sort();
}

/** Apart from those of the starts of k-means. */
const SAMPLE_STREAM = -1;
