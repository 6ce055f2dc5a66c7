import { type Matrix, squaredDistance } from './matrix.ts';

/** Rows in groups, with what is needed to move the groups' centres without going through all rows again. */
export interface Groups {
  /** [k, columns] */
  readonly centres: Float64Array;
  /** [k, columns], over the rows of each group. */
  readonly sums: Float64Array;
  readonly counts: Int32Array;
  /** The group of each row; −1 where it has none yet. */
  readonly labels: Int32Array;
}

export function createGroups({ rows, columns }: Matrix, centres: Float64Array): Groups {
  return {
    centres: centres.slice(),
    sums: new Float64Array(centres.length),
    counts: new Int32Array(centres.length / columns),
    labels: new Int32Array(rows).fill(-1),
  };
}

/** Moves a row from its group, if it has one, into another. */
export function moveRow({ columns, values }: Matrix, groups: Groups, row: number, to: number): void {
  const { sums, counts, labels } = groups;
  const from = labels[row] as number;
  for (let c = 0; c < columns; c += 1) {
    const value = values[row * columns + c] as number;
    if (from >= 0) sums[from * columns + c] = (sums[from * columns + c] as number) - value;
    sums[to * columns + c] = (sums[to * columns + c] as number) + value;
  }
  if (from >= 0) counts[from] = (counts[from] as number) - 1;
  counts[to] = (counts[to] as number) + 1;
  labels[row] = to;
}

/** Adds all rows up anew, which takes away the rounding errors that many moves leave. */
export function sumAnew({ rows, columns, values }: Matrix, { sums, labels }: Groups): void {
  sums.fill(0);
  for (let i = 0; i < rows; i += 1) {
    const at = (labels[i] as number) * columns;
    for (let c = 0; c < columns; c += 1) {
      sums[at + c] = (sums[at + c] as number) + (values[i * columns + c] as number);
    }
  }
}

/** Moves every centre to the mean of its rows; that of an empty group stays. Writes how far each moved. */
export function moveCentres({ columns }: Matrix, groups: Groups, movements: Float64Array): void {
  const { centres, sums, counts } = groups;
  const mean = new Float64Array(columns);
  for (let group = 0; group < counts.length; group += 1) {
    const count = counts[group] as number;
    const at = group * columns;
    movements[group] = 0;
    if (count === 0) continue;
    for (let c = 0; c < columns; c += 1) mean[c] = (sums[at + c] as number) / count;
    movements[group] = Math.sqrt(squaredDistance(mean, 0, centres, at, columns));
    centres.set(mean, at);
  }
}

/**
 * Gives every empty group the row farthest from its own centre out of a group of several, as scikit-learn does.
 *
 * @returns false where no group was empty or all rows lie on their centres.
 */
export function fillEmpty(matrix: Matrix, groups: Groups): boolean {
  const { columns, values } = matrix;
  const { centres, counts, labels } = groups;
  if (!counts.includes(0)) return false;
  const distances = Float64Array.from(labels, (label, i) =>
    squaredDistance(values, i * columns, centres, label * columns, columns),
  );
  let filled = false;
  for (let group = 0; group < counts.length; group += 1) {
    if (counts[group] !== 0) continue;
    let farthest = -1;
    let distance = 0;
    for (let i = 0; i < labels.length; i += 1) {
      const several = (counts[labels[i] as number] as number) > 1;
      if (several && (distances[i] as number) > distance) {
        farthest = i;
        distance = distances[i] as number;
      }
    }
    if (farthest < 0) continue;
    moveRow(matrix, groups, farthest, group);
    distances[farthest] = 0;
    filled = true;
  }
  return filled;
}
