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

/** Rows that are sorted at once. */
const ROWS_AT_ONCE = 2048;

/**
 * Row indices in lexicographic order of the rows' values, so that what follows does not depend on their order; equal
 * rows in theirs. Merges sorted runs, and yields where a pause may be made.
 */
export function* sortedOrder({ rows, columns, values }: Matrix): Generator<void, Int32Array> {
  const compare = (i: number, j: number) => {
    for (let c = 0; c < columns; c += 1) {
      const difference = (values[i * columns + c] as number) - (values[j * columns + c] as number);
      if (difference !== 0) return difference;
    }
    return 0;
  };
  let order = Int32Array.from({ length: rows }, (_, i) => i);
  let merged = new Int32Array(rows);
  for (let start = 0; start < rows; start += ROWS_AT_ONCE) {
    order.subarray(start, start + ROWS_AT_ONCE).sort(compare);
    yield;
  }
  for (let run = ROWS_AT_ONCE; run < rows; run *= 2) {
    let [left, right] = [0, 0];
    for (let at = 0; at < rows; at += 1) {
      const start = at - (at % (2 * run));
      const middle = Math.min(start + run, rows);
      const end = Math.min(start + 2 * run, rows);
      if (at === start) [left, right] = [start, middle];
      const takeLeft =
        left < middle && (right >= end || compare(order[left] as number, order[right] as number) <= 0);
      merged[at] = order[takeLeft ? left : right] as number;
      if (takeLeft) left += 1;
      else right += 1;
      if (at % ROWS_AT_ONCE === 0) yield;
    }
    [order, merged] = [merged, order];
  }
  return order;
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
