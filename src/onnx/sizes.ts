/** Sizes that are known only when the graph runs, as numbers to reckon with in the graph. */
import { append } from './append.ts';
import { type Dim, type Graph, GraphError, type Value } from './graph.ts';
import { positiveAxis } from './shapes.ts';

/** The size of an axis: int64 [1]. */
export function sizeOf(x: Value, axis: number): Value {
  const sizes = append('Shape', [x], {}, 'int64', [x.shape.length]);
  const at = x.graph.int64([positiveAxis(axis, x.shape.length)]);
  return append('Gather', [sizes, at], { axis: 0 }, 'int64', [1]);
}

/** A named size, read off the first input that has it: int64 [1]. */
export function namedSize(graph: Graph, name: string): Value {
  const input = graph.inputs.find(({ shape }) => shape.includes(name));
  if (!input) throw new GraphError(`no input tells the size ${name}`);
  return sizeOf(input, input.shape.indexOf(name));
}

/** 0, 1, … up to `count` (int64 [1], exclusive): int64 [size]. */
export function range(count: Value, size: Dim): Value {
  const { graph } = count;
  const scalar = (value: Value) => append('Reshape', [value, graph.int64([])], {}, 'int64', []);
  const bounds = [scalar(graph.int64([0])), scalar(count), scalar(graph.int64([1]))];
  return append('Range', bounds, {}, 'int64', [size]);
}

/** Elements `start` to `end` (int64 [1] each, exclusive) of an axis, which is then called `size`. */
export function sliceBetween(x: Value, axis: number, start: Value, end: Value, size: Dim): Value {
  const at = positiveAxis(axis, x.shape.length);
  const shape = x.shape.map((old, i) => (i === at ? size : old));
  return append('Slice', [x, start, end, x.graph.int64([at])], {}, x.dtype, shape);
}
