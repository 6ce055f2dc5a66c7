/**
 * One function an op: it infers type and shape, appends the node and returns the value.
 * Shapes are those of the ONNX operator documentation, opset 17.
 */
import { append } from './append.ts';
import { type Dim, GraphError, type Shape, type Value } from './graph.ts';
import type { OpAttributes } from './op-table.ts';
import { broadcastShapes, dimAt, positiveAxis, sizeAt } from './shapes.ts';

export { reshape } from './reshape.ts';

type BinaryOp = 'Add' | 'Sub' | 'Mul' | 'Div' | 'Max' | 'Min';
type UnaryOp = 'Neg' | 'Exp' | 'Log' | 'Sqrt' | 'Reciprocal' | 'Tanh' | 'Relu' | 'FastGelu';

export const add = binary('Add');
export const sub = binary('Sub');
export const mul = binary('Mul');
export const div = binary('Div');
export const max = binary('Max');
export const min = binary('Min');

export const neg = unary('Neg');
export const exp = unary('Exp');
export const log = unary('Log');
export const sqrt = unary('Sqrt');
export const reciprocal = unary('Reciprocal');
export const tanh = unary('Tanh');
export const relu = unary('Relu');
/** GELU by its tanh approximation: 0.5·x·(1 + tanh(√(2/π)·(x + 0.044715·x³))), as T5 1.1 uses it. */
export const fastGelu = unary('FastGelu');

export const equal = comparison('Equal');
export const greater = comparison('Greater');

/** [..., m, k] × [..., k, n] → [..., m, n]; leading axes broadcast. */
export function matMul(a: Value, b: Value): Value {
  if (a.shape.length < 2 || b.shape.length < 2) throw new GraphError('MatMul needs two axes at least');
  requireEqual('MatMul', dimAt(a.shape, -1), dimAt(b.shape, -2));
  const batch = broadcastShapes(a.shape.slice(0, -2), b.shape.slice(0, -2));
  return append('MatMul', [a, b], {}, a.dtype, [...batch, dimAt(a.shape, -2), dimAt(b.shape, -1)]);
}

/** Two-dimensional product with either side transposed on the fly: op(a) [m, k] × op(b) [k, n] → [m, n]. */
export function gemm(a: Value, b: Value, { transA = false, transB = false } = {}): Value {
  if (a.shape.length !== 2 || b.shape.length !== 2) throw new GraphError('Gemm takes matrices');
  const [m, ka] = transA ? [dimAt(a.shape, 1), dimAt(a.shape, 0)] : [dimAt(a.shape, 0), dimAt(a.shape, 1)];
  const [kb, n] = transB ? [dimAt(b.shape, 1), dimAt(b.shape, 0)] : [dimAt(b.shape, 0), dimAt(b.shape, 1)];
  requireEqual('Gemm', ka, kb);
  return append('Gemm', [a, b], { transA: transA ? 1 : 0, transB: transB ? 1 : 0 }, a.dtype, [m, n]);
}

export function softmax(x: Value): Value {
  return append('Softmax', [x], { axis: -1 }, x.dtype, x.shape);
}

/** Sum over `axes`, which stay as size 1. */
export function reduceSum(x: Value, axes: readonly number[]): Value {
  return append('ReduceSum', [x, x.graph.int64(axes)], { keepdims: 1 }, x.dtype, reduced(x.shape, axes));
}

export function reduceMax(x: Value, axes: readonly number[]): Value {
  return append('ReduceMax', [x], { axes, keepdims: 1 }, x.dtype, reduced(x.shape, axes));
}

export function reduceMean(x: Value, axes: readonly number[]): Value {
  return append('ReduceMean', [x], { axes, keepdims: 1 }, x.dtype, reduced(x.shape, axes));
}

export function transpose(x: Value, perm: readonly number[]): Value {
  return append(
    'Transpose',
    [x],
    { perm },
    x.dtype,
    perm.map((axis) => dimAt(x.shape, axis)),
  );
}

/** `size` names the new size of the axis where it is not the sum of known ones. */
export function concat(values: readonly Value[], axis: number, size?: Dim): Value {
  const first = values[0];
  if (!first) throw new GraphError('Concat of nothing');
  const at = positiveAxis(axis, first.shape.length);
  const total = size ?? values.reduce((sum, value) => sum + sizeAt(value.shape, at), 0);
  return append('Concat', values, { axis: at }, first.dtype, replaced(first.shape, at, total));
}

/** Elements `start` to `end` (exclusive) of an axis whose size is known. */
export function slice(x: Value, axis: number, start: number, end: number): Value {
  const at = positiveAxis(axis, x.shape.length);
  if (start < 0 || end > sizeAt(x.shape, at) || start >= end) {
    throw new GraphError(`Slice ${start}..${end} of size ${sizeAt(x.shape, at)}`);
  }
  const { graph } = x;
  const inputs = [x, graph.int64([start]), graph.int64([end]), graph.int64([at])];
  return append('Slice', inputs, {}, x.dtype, replaced(x.shape, at, end - start));
}

export function expand(x: Value, shape: readonly number[]): Value {
  return append('Expand', [x, x.graph.int64(shape)], {}, x.dtype, broadcastShapes(x.shape, shape));
}

/** Rows of `x` along `axis`, chosen by int32 `indices`. */
export function gather(x: Value, indices: Value, axis = 0): Value {
  const at = positiveAxis(axis, x.shape.length);
  const shape = [...x.shape.slice(0, at), ...indices.shape, ...x.shape.slice(at + 1)];
  return append('Gather', [x, indices], { axis: at }, x.dtype, shape);
}

/** `x` with `updates` added at `indices` along `axis`; indices and updates have one shape. */
export function scatterAdd(x: Value, indices: Value, updates: Value, axis: number): Value {
  return append('ScatterElements', [x, indices, updates], { axis, reduction: 'add' }, x.dtype, x.shape);
}

export function where(condition: Value, a: Value, b: Value): Value {
  const shape = broadcastShapes(condition.shape, broadcastShapes(a.shape, b.shape));
  return append('Where', [condition, a, b], {}, a.dtype, shape);
}

export function cast(x: Value, to: OpAttributes['Cast']['to']): Value {
  return append('Cast', [x], { to }, to, x.shape);
}

/** Index of the largest element of the last axis, which disappears (int64, as ONNX defines it). */
export function argMax(x: Value): Value {
  return append('ArgMax', [x], { axis: -1, keepdims: 0 }, 'int64', x.shape.slice(0, -1));
}

/** T5's layer norm: x / √(mean(x²) + ε) · weight, over the last axis; no mean is subtracted. */
export function rmsNorm(x: Value, weight: Value, epsilon: number): Value {
  return append('SimplifiedLayerNormalization', [x, weight], { epsilon }, x.dtype, x.shape);
}

/**
 * x [..., K] times a block-quantised matrix: `packed` uint8 [N, K/32, 32·bits/8], `scales` float32 [N·K/32].
 * Zero points are 128 (8 bits) and 8 (4 bits).
 */
export function matMulNBits(x: Value, packed: Value, scales: Value, bits: 4 | 8): Value {
  const K = sizeAt(x.shape, -1);
  const N = sizeAt(packed.shape, 0);
  const shape = replaced(x.shape, x.shape.length - 1, N);
  return append('MatMulNBits', [x, packed, scales], { K, N, bits, block_size: 32 }, x.dtype, shape);
}

function binary(op: BinaryOp): (a: Value, b: Value | number) => Value {
  return (a, b) => {
    const other = typeof b === 'number' ? a.graph.scalar(b) : b;
    return append(op, [a, other], {}, a.dtype, broadcastShapes(a.shape, other.shape));
  };
}

function unary(op: UnaryOp): (x: Value) => Value {
  return (x) => append(op, [x], {}, x.dtype, x.shape);
}

function comparison(op: 'Equal' | 'Greater'): (a: Value, b: Value) => Value {
  return (a, b) => append(op, [a, b], {}, 'bool', broadcastShapes(a.shape, b.shape));
}

function reduced(shape: Shape, axes: readonly number[]): Shape {
  const set = new Set(axes.map((axis) => positiveAxis(axis, shape.length)));
  return shape.map((dim, axis) => (set.has(axis) ? 1 : dim));
}

function replaced(shape: Shape, axis: number, dim: Dim): Shape {
  return shape.map((old, i) => (i === axis ? dim : old));
}

function requireEqual(op: string, a: Dim, b: Dim): void {
  if (a !== b) throw new GraphError(`${op}: inner sizes ${a} and ${b} differ`);
}
