import { Matrix as Dense, EigenvalueDecomposition } from 'ml-matrix';
import { runSteps } from '../domain/steps.ts';
import type { Matrix } from './matrix.ts';

export interface PrincipalComponents {
  /** [components, columns], of length 1, at right angles; the entry of largest size is positive. */
  readonly axes: readonly (readonly number[])[];
  /** Share of the total variance along each axis, 0 to 1, falling. */
  readonly shares: readonly number[];
  /** [rows, components]: the rows, less their mean, along the axes. */
  readonly scores: Float64Array;
}

/**
 * Principal components by the eigenvectors of the covariance (Pearson 1901). Where there are fewer columns than
 * components the missing ones have no axis, share 0 and scores 0, so that a picture has always two coordinates.
 */
export function principalComponents(matrix: Matrix, count: number): PrincipalComponents {
  return runSteps(componentSteps(matrix, count));
}

/** The same; yields where a pause may be made. */
export function* componentSteps(matrix: Matrix, count: number): Generator<void, PrincipalComponents> {
  const { rows, columns, values } = matrix;
  const scores = new Float64Array(rows * count);
  const means = columnMeans(matrix);
  yield;
  const found = rows === 0 ? [] : eigenvectors(yield* covariance(matrix, means));
  const total = found.reduce((sum, { variance }) => sum + variance, 0);
  const kept = found.slice(0, count);
  for (const [component, { axis }] of kept.entries()) {
    yield;
    for (let i = 0; i < rows; i += 1) {
      let sum = 0;
      for (let c = 0; c < columns; c += 1) {
        sum += ((values[i * columns + c] as number) - (means[c] as number)) * (axis[c] as number);
      }
      scores[i * count + component] = sum;
    }
  }
  const shares = Array.from({ length: count }, (_, i) => (total > 0 ? (kept[i]?.variance ?? 0) / total : 0));
  return { axes: kept.map(({ axis }) => axis), shares, scores };
}

function columnMeans({ rows, columns, values }: Matrix): Float64Array {
  const means = new Float64Array(columns);
  for (let i = 0; i < values.length; i += 1) {
    means[i % columns] = (means[i % columns] as number) + (values[i] as number);
  }
  return means.map((sum) => sum / rows);
}

/** [columns][columns], divided by the number of rows. */
function* covariance({ rows, columns, values }: Matrix, means: Float64Array): Generator<void, number[][]> {
  const sums = Array.from({ length: columns }, () => new Array<number>(columns).fill(0));
  for (const [a, line] of sums.entries()) {
    for (let b = 0; b <= a; b += 1) {
      yield;
      let sum = 0;
      for (let i = 0; i < rows; i += 1) {
        const at = i * columns;
        sum +=
          ((values[at + a] as number) - (means[a] as number)) *
          ((values[at + b] as number) - (means[b] as number));
      }
      line[b] = sum / rows;
      const mirrored = sums[b];
      if (mirrored) mirrored[a] = sum / rows;
    }
  }
  return sums;
}

interface Component {
  readonly axis: readonly number[];
  readonly variance: number;
}

/** By falling variance. */
function eigenvectors(symmetric: number[][]): Component[] {
  if (symmetric.length === 0) return [];
  const { realEigenvalues, eigenvectorMatrix } = new EigenvalueDecomposition(new Dense(symmetric), {
    assumeSymmetric: true,
  });
  return realEigenvalues
    .map(
      (variance, i): Component => ({
        axis: withSign(eigenvectorMatrix.getColumn(i)),
        variance: Math.max(0, variance),
      }),
    )
    .sort((a, b) => b.variance - a.variance);
}

/** An axis and its opposite are equally good; a fixed choice keeps pictures from flipping between runs. */
function withSign(axis: readonly number[]): readonly number[] {
  const largest = axis.reduce((kept, value) => (Math.abs(value) > Math.abs(kept) + 1e-9 ? value : kept), 0);
  return largest < 0 ? axis.map((value) => -value) : axis;
}
