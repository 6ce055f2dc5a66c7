import { EigenvalueDecomposition, Matrix } from 'ml-matrix';
import { fitPowerLaw, type PowerLaw } from './power-law.ts';

/** Eigenvalues up to this are left out as WeightWatcher does (`EVALS_THRESH`): mostly lost rank and rounding. */
const SMALLEST_EIGENVALUE = 1e-5;

/** Fewer eigenvalues have no tail to speak of; WeightWatcher 0.7.7 goes over to another estimator there. */
export const FEWEST_EIGENVALUES = 20;

/**
 * Eigenvalues of WᵀW, which are the squared singular values of W, in ascending order; min(rows, cols) of them.
 * Worked out in float64 from the smaller of WᵀW and WWᵀ: 512 × 2,048 takes about a second.
 *
 * @param values [rows, cols], finite.
 */
export function gramEigenvalues(values: Float32Array, rows: number, cols: number): Float64Array {
  if (values.length !== rows * cols) {
    throw new RangeError(`gramEigenvalues: ${values.length} values are not ${rows} × ${cols}`);
  }
  // The solver never ends on numbers that are none.
  if (!values.every(Number.isFinite)) throw new RangeError('gramEigenvalues: a value is not finite');
  const gram = cols <= rows ? gramOfColumns(values, rows, cols) : gramOfRows(values, rows, cols);
  const { realEigenvalues } = new EigenvalueDecomposition(gram, { assumeSymmetric: true });
  // Rounding can put an eigenvalue of 0 slightly below it.
  return Float64Array.from(realEigenvalues, (value) => Math.max(0, value)).sort();
}

/**
 * WeightWatcher's α of a weight matrix (Martin & Mahoney 2021, JMLR 22(165)): the exponent of the power law that fits
 * the tail of the eigenvalues of WᵀW. SLM4Offer (section 6) reads α below 2 as overfitting, above 6 as underfitting.
 *
 * @param values [rows, cols].
 * @returns undefined where there are fewer than 20 eigenvalues above 1e-5, or values that are not finite.
 */
export function spectralAlpha(values: Float32Array, rows: number, cols: number): PowerLaw | undefined {
  if (Math.min(rows, cols) < FEWEST_EIGENVALUES || !values.every(Number.isFinite)) return undefined;
  const eigenvalues = gramEigenvalues(values, rows, cols).filter((value) => value > SMALLEST_EIGENVALUE);
  return eigenvalues.length < FEWEST_EIGENVALUES ? undefined : fitPowerLaw(eigenvalues);
}

/** WᵀW, [cols, cols], row by row of W, so that memory is read in order. */
function gramOfColumns(values: Float32Array, rows: number, cols: number): Matrix {
  const sums = Array.from({ length: cols }, () => new Float64Array(cols));
  for (let r = 0; r < rows; r += 1) {
    const row = Float64Array.from(values.subarray(r * cols, (r + 1) * cols));
    for (const [i, sum] of sums.entries()) {
      const factor = row[i] ?? 0;
      for (let j = 0; j <= i; j += 1) sum[j] = (sum[j] as number) + factor * (row[j] as number);
    }
  }
  return symmetric(sums);
}

/** WWᵀ, [rows, rows]. */
function gramOfRows(values: Float32Array, rows: number, cols: number): Matrix {
  const wide = Array.from({ length: rows }, (_, r) =>
    Float64Array.from(values.subarray(r * cols, (r + 1) * cols)),
  );
  const sums = wide.map((row, i) =>
    Float64Array.from({ length: rows }, (_, j) => (j <= i ? dot(row, wide[j] ?? row) : 0)),
  );
  return symmetric(sums);
}

function dot(a: Float64Array, b: Float64Array): number {
  let sum = 0;
  for (let i = 0; i < a.length; i += 1) sum += (a[i] as number) * (b[i] as number);
  return sum;
}

/** A matrix from its lower triangle. */
function symmetric(lower: readonly Float64Array[]): Matrix {
  const matrix = new Matrix(lower.length, lower.length);
  for (const [i, row] of lower.entries()) {
    for (let j = 0; j <= i; j += 1) {
      matrix.set(i, j, row[j] ?? 0);
      matrix.set(j, i, row[j] ?? 0);
    }
  }
  return matrix;
}
