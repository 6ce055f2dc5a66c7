import { cosine } from '../domain/cosine.ts';

/** Mean cosine of one vector with several; NaN with none. */
export function meanCosine(a: Float32Array, others: readonly Float32Array[]): number {
  return others.reduce((sum, other) => sum + cosine(a, other), 0) / others.length;
}

/**
 * The first two principal components of unit vectors, by power iteration: a flat map on which near means alike.
 * One point a vector, around 0. Fewer than two different vectors all lie at 0.
 */
export function project(
  vectors: readonly Float32Array[],
): readonly { readonly x: number; readonly y: number }[] {
  const size = vectors[0]?.length ?? 0;
  const rows = vectors.map((vector) => {
    const norm = Math.hypot(...vector) || 1;
    return vector.map((value) => value / norm);
  });
  const mean = new Float64Array(size);
  for (const row of rows)
    for (let i = 0; i < size; i += 1) mean[i] = (mean[i] ?? 0) + (row[i] ?? 0) / rows.length;
  const centred = rows.map((row) => Float64Array.from(row, (value, i) => value - (mean[i] ?? 0)));
  const first = component(centred, []);
  const second = component(centred, [first]);
  return centred.map((row) => ({ x: dot(row, first), y: dot(row, second) }));
}

function component(rows: readonly Float64Array[], taken: readonly Float64Array[]): Float64Array {
  const size = rows[0]?.length ?? 0;
  // Any start works that is not at right angles to the answer; a fixed one keeps the map still.
  let axis = Float64Array.from({ length: size }, (_, i) => Math.cos(i * 1.7) + 0.3);
  for (let round = 0; round < 60; round += 1) {
    const next = new Float64Array(size);
    for (const row of rows) {
      const weight = dot(row, axis);
      for (let i = 0; i < size; i += 1) next[i] = (next[i] ?? 0) + weight * (row[i] ?? 0);
    }
    for (const other of taken) {
      const along = dot(next, other);
      for (let i = 0; i < size; i += 1) next[i] = (next[i] ?? 0) - along * (other[i] ?? 0);
    }
    const norm = Math.sqrt(dot(next, next));
    if (norm < 1e-12) return new Float64Array(size);
    axis = next.map((value) => value / norm);
  }
  return axis;
}

function dot(a: Float64Array, b: Float64Array): number {
  let sum = 0;
  for (let i = 0; i < a.length; i += 1) sum += (a[i] ?? 0) * (b[i] ?? 0);
  return sum;
}
