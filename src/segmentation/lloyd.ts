import { type Result, success } from '../domain/result.ts';
import { assignNearest, type Clustering, countRows, toClustering } from './clustering.ts';
import { createGroups, fillEmpty, type Groups, moveCentres, moveRow, sumAnew } from './groups.ts';
import { type Matrix, squaredDistance } from './matrix.ts';
import { cancelled, type Pace, runPaced } from './pace.ts';

export interface LloydOptions {
  /** Stop when the squared movements of all centres add up to this or less; 0 goes on until no row changes. */
  readonly tolerance: number;
  readonly maxIterations: number;
}

/**
 * Lloyd's iterations with the bounds of Hamerly (2010): a row is compared with all centres only where its distance
 * from its own may have come to exceed that from another. The groups are those of the plain iterations.
 *
 * @param start [k, columns], k and the columns at least 1.
 * @returns `cancelled` when the pace says so. A group that stays empty to the end is dropped.
 */
export async function lloyd(
  matrix: Matrix,
  start: Float64Array,
  { tolerance, maxIterations }: LloydOptions,
  pace: Pace,
): Promise<Result<Clustering>> {
  const groups = createGroups(matrix, start);
  const bounds = createBounds(matrix.rows, groups.counts.length);
  let iterations = 0;
  while (iterations < maxIterations) {
    if (!(await pace.goOn())) return cancelled();
    iterations += 1;
    const assigned = await runPaced(assign(matrix, groups, bounds), pace);
    if (!assigned.ok) return assigned;
    const changed = assigned.value;
    const filled = fillEmpty(matrix, groups);
    moveCentres(matrix, groups, bounds.movements);
    bounds.fresh = filled;
    if (filled) continue;
    const moved = bounds.movements.reduce((sum, movement) => sum + movement * movement, 0);
    if (changed > 0 && moved > tolerance) continue;
    sumAnew(matrix, groups);
    moveCentres(matrix, groups, bounds.movements);
    const nearest = new Int32Array(matrix.rows);
    const inertia = assignNearest(matrix, groups.centres, nearest);
    const k = groups.counts.length;
    if (!countRows(nearest, k).includes(0)) {
      return success({ k, centres: groups.centres, labels: nearest, inertia, iterations });
    }
    // Two centres in one place share their rows by chance until here, where the lowest takes them all.
    for (const [row, to] of nearest.entries())
      if (to !== groups.labels[row]) moveRow(matrix, groups, row, to);
    if (!fillEmpty(matrix, groups)) break;
    moveCentres(matrix, groups, bounds.movements);
    bounds.fresh = true;
  }
  return success(toClustering(matrix, groups.centres, groups.labels, iterations));
}

interface Bounds {
  /** At least the distance of a row from its own centre, before the last movements. */
  readonly upper: Float64Array;
  /** At most its distance from the second nearest, before the last movements. */
  readonly lower: Float64Array;
  /** Half the distance of each centre from the next one. */
  readonly half: Float64Array;
  /** How far each centre moved last. */
  readonly movements: Float64Array;
  /** The bounds hold nothing yet, or no longer. */
  fresh: boolean;
}

function createBounds(rows: number, k: number): Bounds {
  const [upper, lower] = [new Float64Array(rows), new Float64Array(rows)];
  return { upper, lower, half: new Float64Array(k), movements: new Float64Array(k), fresh: true };
}

/** Rows to look at between two pauses. */
const ROWS_AT_ONCE = 16_384;

/** Gives every row its nearest centre; returns how many rows changed. Yields where a pause may be made. */
function* assign(matrix: Matrix, groups: Groups, bounds: Bounds): Generator<void, number> {
  const { rows, columns, values } = matrix;
  const { centres, labels, counts } = groups;
  const { upper, lower, half, movements, fresh } = bounds;
  const k = counts.length;
  halfDistances(centres, columns, half);
  const { largest, next, farthest } = largestTwo(movements);
  let changed = 0;
  for (let i = 0; i < rows; i += 1) {
    if (i % ROWS_AT_ONCE === ROWS_AT_ONCE - 1) yield;
    const own = labels[i] as number;
    if (!fresh) {
      // A centre that moved by m is at most m nearer or farther than before.
      const below = (lower[i] as number) - (own === farthest ? next : largest);
      const above = (upper[i] as number) + (movements[own] as number);
      const bound = Math.max(half[own] as number, below);
      lower[i] = below;
      upper[i] = above;
      if (above <= bound) continue;
      const exact = Math.sqrt(squaredDistance(values, i * columns, centres, own * columns, columns));
      upper[i] = exact;
      if (exact <= bound) continue;
    }
    let first = Number.POSITIVE_INFINITY;
    let second = Number.POSITIVE_INFINITY;
    let nearest = 0;
    for (let c = 0; c < k; c += 1) {
      const distance = squaredDistance(values, i * columns, centres, c * columns, columns);
      if (distance < first) {
        second = first;
        first = distance;
        nearest = c;
      } else if (distance < second) second = distance;
    }
    upper[i] = Math.sqrt(first);
    lower[i] = Math.sqrt(second);
    if (nearest !== own) {
      moveRow(matrix, groups, i, nearest);
      changed += 1;
    }
  }
  return changed;
}

function halfDistances(centres: Float64Array, columns: number, half: Float64Array): void {
  for (let a = 0; a < half.length; a += 1) {
    let nearest = Number.POSITIVE_INFINITY;
    for (let b = 0; b < half.length; b += 1) {
      if (a === b) continue;
      nearest = Math.min(nearest, squaredDistance(centres, a * columns, centres, b * columns, columns));
    }
    half[a] = Math.sqrt(nearest) / 2;
  }
}

/** The largest movement, whose it is, and the largest of the others. */
function largestTwo(movements: Float64Array) {
  let largest = 0;
  let next = 0;
  let farthest = -1;
  for (let c = 0; c < movements.length; c += 1) {
    const movement = movements[c] as number;
    if (movement > largest) {
      next = largest;
      largest = movement;
      farthest = c;
    } else if (movement > next) next = movement;
  }
  return { largest, next, farthest };
}
