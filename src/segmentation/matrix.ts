import type { Failure } from '../domain/result.ts';

/** Numbers in rows, row after row in one array. */
export interface Matrix {
  readonly rows: number;
  readonly columns: number;
  /** [rows, columns] */
  readonly values: Float64Array;
}

/** Squares of larger numbers, added up over the columns, could leave the range of a double. */
const LARGEST = 1e100;

/** What is wrong with a matrix: a length that does not fit, or a value that is not finite or beyond ±1e100. */
export function matrixFault({ rows, columns, values }: Matrix): Failure | undefined {
  const sizes = [rows, columns].every((size) => Number.isInteger(size) && size >= 0);
  if (!sizes || values.length !== rows * columns) {
    const message = `A matrix of ${rows} rows and ${columns} columns holds ${values.length} numbers.`;
    return { type: 'matrix-shape', message };
  }
  const at = values.findIndex((value) => !(Math.abs(value) <= LARGEST));
  if (at < 0) return undefined;
  const [row, column] = [Math.floor(at / columns), at % columns];
  const message = `Row ${row}, column ${column} is ${values[at]}; groups need finite numbers within ±1e100.`;
  return { type: 'not-finite', message, path: `[${row}][${column}]` };
}

/** The rows named by `indices`, in that order. */
export function takeRows(matrix: Matrix, indices: ArrayLike<number>): Matrix {
  const { columns } = matrix;
  const values = new Float64Array(indices.length * columns);
  for (let i = 0; i < indices.length; i += 1) {
    const from = (indices[i] as number) * columns;
    values.set(matrix.values.subarray(from, from + columns), i * columns);
  }
  return { rows: indices.length, columns, values };
}

/** Row indices in lexicographic order of the rows' values, so that what follows does not depend on their order. */
export function sortedOrder({ rows, columns, values }: Matrix): Int32Array {
  return Int32Array.from({ length: rows }, (_, i) => i).sort((i, j) => {
    for (let c = 0; c < columns; c += 1) {
      const difference = (values[i * columns + c] as number) - (values[j * columns + c] as number);
      if (difference !== 0) return difference;
    }
    return 0;
  });
}

/** How many different rows there are, counted no further than `atMost`. */
export function countDistinct({ rows, columns, values }: Matrix, atMost: number): number {
  const kept: number[] = [];
  const equal = (i: number, j: number) => {
    for (let c = 0; c < columns; c += 1) {
      if (values[i * columns + c] !== values[j * columns + c]) return false;
    }
    return true;
  };
  for (let i = 0; i < rows && kept.length < atMost; i += 1) {
    if (!kept.some((j) => equal(i, j))) kept.push(i);
  }
  return kept.length;
}

/** Squared Euclidean distance of two rows, given where each begins. */
export function squaredDistance(
  a: Float64Array,
  aStart: number,
  b: Float64Array,
  bStart: number,
  columns: number,
): number {
  let sum = 0;
  for (let c = 0; c < columns; c += 1) {
    const difference = (a[aStart + c] as number) - (b[bStart + c] as number);
    sum += difference * difference;
  }
  return sum;
}
