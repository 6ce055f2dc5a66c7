import { append } from './append.ts';
import type { Graph, Shape, Value } from './graph.ts';
import { namedSize } from './sizes.ts';

/**
 * Same elements in another shape. A named size is copied where it stands at the same axis; the last of the
 * others is worked out when the graph runs, and those before it are read off an input of the graph.
 * @throws GraphError where a size would have to be read and no input has it.
 */
export function reshape(x: Value, shape: Shape): Value {
  const target = shape.map((dim, axis) => (typeof dim === 'string' && x.shape[axis] === dim ? 0 : dim));
  const inferred = target.findLastIndex((dim) => typeof dim === 'string');
  const sizes = target.map((dim, axis) => (axis === inferred ? -1 : dim));
  return append('Reshape', [x, sizeList(x.graph, sizes)], {}, x.dtype, shape);
}

/** int64 [rank] */
function sizeList(graph: Graph, sizes: Shape): Value {
  const known = sizes.filter((size) => typeof size === 'number');
  if (known.length === sizes.length) return graph.int64(known);
  const parts = sizes.map((size) =>
    typeof size === 'number' ? graph.int64([size]) : namedSize(graph, size),
  );
  return append('Concat', parts, { axis: 0 }, 'int64', [sizes.length]);
}
