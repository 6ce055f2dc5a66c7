import { type DataType, GraphError, type Shape, type Value } from './graph.ts';
import type { OpAttributes, OpName } from './op-table.ts';

/** Appends a node with one output to the graph of its inputs. */
export function append<P extends OpName>(
  op: P,
  inputs: readonly Value[],
  attributes: OpAttributes[P],
  dtype: DataType,
  shape: Shape,
): Value {
  const graph = inputs[0]?.graph;
  const [value] = graph?.node(op, inputs, attributes, [{ dtype, shape }]) ?? [];
  if (!value) throw new GraphError(`${op} without an input`);
  return value;
}
