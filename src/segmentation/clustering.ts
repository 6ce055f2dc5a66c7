import { type Matrix, squaredDistance, takeRows } from './matrix.ts';

export interface Clustering {
  /** Groups; none of them is empty. */
  readonly k: number;
  /** [k, columns] */
  readonly centres: Float64Array;
  /** Index of the nearest centre for every row, the lowest where two are equally near. */
  readonly labels: Int32Array;
  /** Sum of the squared distances of the rows from their centres. */
  readonly inertia: number;
  /** Rounds it took. */
  readonly iterations: number;
}

/** Rows in each of k groups. */
export function countRows(labels: Int32Array, k: number): Int32Array {
  const counts = new Int32Array(k);
  for (const label of labels) counts[label] = (counts[label] as number) + 1;
  return counts;
}

/** Writes the index of the nearest centre of every row, the lowest where two are equally near; returns the inertia. */
export function assignNearest(matrix: Matrix, centres: Float64Array, labels: Int32Array): number {
  const { rows, columns, values } = matrix;
  const k = columns === 0 ? 1 : centres.length / columns;
  let inertia = 0;
  for (let i = 0; i < rows; i += 1) {
    let first = Number.POSITIVE_INFINITY;
    let nearest = 0;
    for (let c = 0; c < k; c += 1) {
      const distance = squaredDistance(values, i * columns, centres, c * columns, columns);
      if (distance < first) {
        first = distance;
        nearest = c;
      }
    }
    labels[i] = nearest;
    inertia += first;
  }
  return inertia;
}

/** The groups that somebody is in, each row with its nearest centre. May write into `labels`. */
export function toClustering(
  matrix: Matrix,
  centres: Float64Array,
  labels: Int32Array,
  iterations: number,
): Clustering {
  const { columns } = matrix;
  const inertia = assignNearest(matrix, centres, labels);
  const counts = countRows(labels, centres.length / columns);
  if (!counts.includes(0)) return { k: counts.length, centres, labels, inertia, iterations };
  const used = [...counts.keys()].filter((c) => counts[c] !== 0);
  const kept = takeRows({ rows: counts.length, columns, values: centres }, used).values;
  return { k: used.length, centres: kept, labels, inertia: assignNearest(matrix, kept, labels), iterations };
}
