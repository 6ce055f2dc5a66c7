import { GraphError, type GraphNode, type Shape, type Value } from '../onnx/graph.ts';
import type { OpName } from '../onnx/op-table.ts';
import * as ops from '../onnx/ops.ts';
import { sizeAt, staticShape } from '../onnx/shapes.ts';
import { sumTo } from './sum-to.ts';

/**
 * Vector–Jacobian product of one op: from the gradient of the loss with respect to the op's
 * output, the gradient with respect to each input. `needs[i]` tells which inputs want one;
 * what is returned for the others is ignored.
 */
export type GradientRule<P extends OpName> = (
  node: GraphNode<P>,
  gradient: Value,
  needs: readonly boolean[],
) => readonly (Value | undefined)[];

/** `constant`: the output is piecewise constant or not a float, so nothing flows back. */
type RuleOrReason<P extends OpName> = GradientRule<P> | 'constant' | { readonly unsupported: string };

type GradientTable = { readonly [P in OpName]: RuleOrReason<P> };

export const gradientRules: GradientTable = {
  Add: (node, g) => [sumTo(g, shapeOf(node, 0)), sumTo(g, shapeOf(node, 1))],
  Sub: (node, g, needs) => [
    needs[0] ? sumTo(g, shapeOf(node, 0)) : undefined,
    needs[1] ? sumTo(ops.neg(g), shapeOf(node, 1)) : undefined,
  ],
  Mul: (node, g, needs) => {
    const [a, b] = pair(node);
    return [
      needs[0] ? sumTo(ops.mul(g, b), a.shape) : undefined,
      needs[1] ? sumTo(ops.mul(g, a), b.shape) : undefined,
    ];
  },
  Div: (node, g, needs) => {
    const [a, b] = pair(node);
    const overB = ops.div(g, b);
    return [
      needs[0] ? sumTo(overB, a.shape) : undefined,
      needs[1] ? sumTo(ops.neg(ops.mul(overB, output(node))), b.shape) : undefined,
    ];
  },
  // On a tie the first input takes the gradient.
  Max: (node, g) => {
    const [a, b] = pair(node);
    return chosen(ops.greater(b, a), g, a, b);
  },
  Min: (node, g) => {
    const [a, b] = pair(node);
    return chosen(ops.greater(a, b), g, a, b);
  },
  Neg: (_, g) => [ops.neg(g)],
  Exp: (node, g) => [ops.mul(g, output(node))],
  Log: (node, g) => [ops.div(g, input(node, 0))],
  Sqrt: (node, g) => [ops.div(ops.mul(g, 0.5), output(node))],
  Reciprocal: (node, g) => [ops.neg(ops.mul(g, ops.mul(output(node), output(node))))],
  Tanh: (node, g) => {
    const y = output(node);
    return [ops.sub(g, ops.mul(g, ops.mul(y, y)))];
  },
  Relu: (node, g) => [ops.where(ops.greater(output(node), zero(g)), g, zero(g))],
  FastGelu: (node, g) => {
    const x = input(node, 0);
    const c = Math.sqrt(2 / Math.PI);
    const square = ops.mul(x, x);
    const t = ops.tanh(ops.mul(ops.mul(x, ops.add(ops.mul(square, 0.044715), 1)), c));
    // ½(1 + t) + ½·x·(1 − t²)·c·(1 + 3·0.044715·x²)
    const slope = ops.mul(
      ops.mul(ops.mul(x, ops.add(ops.neg(ops.mul(t, t)), 1)), ops.add(ops.mul(square, 3 * 0.044715), 1)),
      0.5 * c,
    );
    return [ops.mul(g, ops.add(ops.mul(ops.add(t, 1), 0.5), slope))];
  },
  MatMul: (node, g, needs) => {
    const [a, b] = pair(node);
    return [
      needs[0] ? sumTo(ops.matMul(g, swapLast(b)), a.shape) : undefined,
      needs[1] ? sumTo(ops.matMul(swapLast(a), g), b.shape) : undefined,
    ];
  },
  Gemm: (node, g, needs) => {
    const [a, b] = pair(node);
    const transA = node.attributes.transA === 1;
    const transB = node.attributes.transB === 1;
    const da = () =>
      transA ? ops.gemm(b, g, { transA: transB, transB: true }) : ops.gemm(g, b, { transB: !transB });
    const db = () =>
      transB ? ops.gemm(g, a, { transA: true, transB: transA }) : ops.gemm(a, g, { transA: !transA });
    return [needs[0] ? da() : undefined, needs[1] ? db() : undefined];
  },
  Softmax: (node, g) => {
    const y = output(node);
    const weighted = ops.mul(g, y);
    return [ops.sub(weighted, ops.mul(y, ops.reduceSum(weighted, [-1])))];
  },
  ReduceSum: (node, g) => [ops.expand(g, staticShape(shapeOf(node, 0)))],
  ReduceMean: (node, g) => {
    const shape = shapeOf(node, 0);
    const count = node.attributes.axes.reduce((product, axis) => product * sizeAt(shape, axis), 1);
    return [ops.expand(ops.mul(g, 1 / count), staticShape(shape))];
  },
  ReduceMax: { unsupported: 'take the maximum as a constant (stopAt): it only serves to scale' },
  Reshape: (node, g) => [ops.reshape(g, shapeOf(node, 0))],
  Transpose: (node, g) => [ops.transpose(g, inversePermutation(node.attributes.perm))],
  Concat: (node, g) => {
    let start = 0;
    return node.inputs.map((value) => {
      const size = value ? sizeAt(value.shape, node.attributes.axis) : 0;
      const part = ops.slice(g, node.attributes.axis, start, start + size);
      start += size;
      return part;
    });
  },
  Slice: (node, g) => [unslice(node, g)],
  Expand: (node, g) => [sumTo(g, shapeOf(node, 0))],
  Gather: (node, g) => {
    if (node.attributes.axis !== 0) throw new GraphError('Gather: gradient only along axis 0');
    const [x, indices] = pair(node);
    return [scatterRows(x, indices, g), undefined];
  },
  ScatterElements: { unsupported: 'only used inside gradients' },
  Where: (node, g, needs) => {
    const condition = input(node, 0);
    return [
      undefined,
      needs[1] ? sumTo(ops.where(condition, g, zero(g)), shapeOf(node, 1)) : undefined,
      needs[2] ? sumTo(ops.where(condition, zero(g), g), shapeOf(node, 2)) : undefined,
    ];
  },
  Equal: 'constant',
  Greater: 'constant',
  Cast: 'constant',
  Shape: 'constant',
  Range: 'constant',
  ArgMax: 'constant',
  SimplifiedLayerNormalization: (node, g, needs) => {
    const [x, weight] = pair(node);
    // r = 1/√(mean(x²) + ε), n = x·r;  dx = r·(h − n·mean(h·n)) with h = g·weight
    const variance = ops.add(ops.reduceMean(ops.mul(x, x), [-1]), node.attributes.epsilon);
    const r = ops.reciprocal(ops.sqrt(variance));
    const n = ops.mul(x, r);
    const dx = () => {
      const h = ops.mul(g, weight);
      return ops.mul(r, ops.sub(h, ops.mul(n, ops.reduceMean(ops.mul(h, n), [-1]))));
    };
    return [needs[0] ? dx() : undefined, needs[1] ? sumTo(ops.mul(g, n), weight.shape) : undefined];
  },
  MatMulNBits: { unsupported: 'train with float32 weights: the packed layout has no transpose' },
};

function input(node: GraphNode, index: number): Value {
  const value = node.inputs[index];
  if (!value) throw new GraphError(`${node.op} has no input ${index}`);
  return value;
}

function pair(node: GraphNode): readonly [Value, Value] {
  return [input(node, 0), input(node, 1)];
}

function output(node: GraphNode): Value {
  const value = node.outputs[0];
  if (!value) throw new GraphError(`${node.op} has no output`);
  return value;
}

function shapeOf(node: GraphNode, index: number): Shape {
  return input(node, index).shape;
}

function zero(like: Value): Value {
  return like.graph.scalar(0);
}

function chosen(second: Value, g: Value, a: Value, b: Value): readonly Value[] {
  return [sumTo(ops.where(second, zero(g), g), a.shape), sumTo(ops.where(second, g, zero(g)), b.shape)];
}

function swapLast(x: Value): Value {
  const axes = x.shape.map((_, axis) => axis);
  const last = axes.length - 1;
  return ops.transpose(x, [...axes.slice(0, -2), last, last - 1]);
}

function inversePermutation(perm: readonly number[]): readonly number[] {
  return perm.map((_, axis) => perm.indexOf(axis));
}

/** The gradient of a slice: its own place filled, zeros around it. */
function unslice(node: GraphNode<'Slice'>, g: Value): Value {
  const x = input(node, 0);
  const [start, , axis] = [1, 2, 3].map((index) => constantOf(input(node, index)));
  if (start === undefined || axis === undefined) throw new GraphError('Slice without constant bounds');
  const end = start + sizeAt(g.shape, axis);
  const size = sizeAt(x.shape, axis);
  const zeros = (count: number) =>
    ops.expand(
      zero(g),
      staticShape(x.shape).map((dim, i) => (i === axis ? count : dim)),
    );
  const parts = [g];
  if (start > 0) parts.unshift(zeros(start));
  if (end < size) parts.push(zeros(size - end));
  return parts.length === 1 ? g : ops.concat(parts, axis);
}

function constantOf(value: Value): number | undefined {
  const found = value.graph.initializers.find((initializer) => initializer.value === value)?.data[0];
  return found === undefined ? undefined : Number(found);
}

/** Adds each row of `g` to the row of a zero table that it was gathered from. */
function scatterRows(table: Value, indices: Value, g: Value): Value {
  const [rows, ...rest] = staticShape(table.shape);
  const width = rest.reduce((a, b) => a * b, 1);
  const count = staticShape(indices.shape).reduce((a, b) => a * b, 1);
  const zeros = ops.expand(zero(g), [rows ?? 0, width]);
  const repeated = ops.expand(ops.reshape(indices, [count, 1]), [count, width]);
  return ops.reshape(ops.scatterAdd(zeros, repeated, ops.reshape(g, [count, width]), 0), table.shape);
}
