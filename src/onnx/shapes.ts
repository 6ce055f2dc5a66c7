import { type Dim, GraphError, type Shape } from './graph.ts';

/** Numpy broadcasting; a named size broadcasts with itself and with 1. */
export function broadcastShapes(a: Shape, b: Shape): Shape {
  const rank = Math.max(a.length, b.length);
  const out: Dim[] = [];
  for (let i = 0; i < rank; i += 1) {
    const x = a[i - rank + a.length] ?? 1;
    const y = b[i - rank + b.length] ?? 1;
    if (x === y || y === 1) out.push(x);
    else if (x === 1) out.push(y);
    else throw new GraphError(`shapes [${a.join(', ')}] and [${b.join(', ')}] do not broadcast`);
  }
  return out;
}

export function sameShape(a: Shape, b: Shape): boolean {
  return a.length === b.length && a.every((dim, i) => dim === b[i]);
}

export function dimAt(shape: Shape, axis: number): Dim {
  const dim = shape[axis < 0 ? axis + shape.length : axis];
  if (dim === undefined) throw new GraphError(`axis ${axis} of shape [${shape.join(', ')}]`);
  return dim;
}

/** The size of an axis that has to be known when the graph is built. */
export function sizeAt(shape: Shape, axis: number): number {
  const dim = dimAt(shape, axis);
  if (typeof dim !== 'number') throw new GraphError(`the size ${dim} is not known when the graph is built`);
  return dim;
}

export function staticShape(shape: Shape): readonly number[] {
  return shape.map((_, axis) => sizeAt(shape, axis));
}

export function elementCount(shape: Shape): number {
  return staticShape(shape).reduce((a, b) => a * b, 1);
}

export function positiveAxis(axis: number, rank: number): number {
  const positive = axis < 0 ? axis + rank : axis;
  if (positive < 0 || positive >= rank) throw new GraphError(`axis ${axis} for rank ${rank}`);
  return positive;
}
