import type { OpName } from '../../src/onnx/op-table.ts';
import * as ops from '../../src/onnx/ops.ts';
import type { DifferenceCase } from './finite-difference.ts';

/** At least one case for every op that has a gradient; where an op broadcasts, a case that does. */
export const differenceCases: { readonly [P in OpName]?: readonly DifferenceCase[] } = {
  Add: [
    {
      name: 'same shape',
      shapes: [
        [2, 3],
        [2, 3],
      ],
      build: (a, b) => ops.add(a, b),
    },
    { name: 'row', shapes: [[2, 3], [3]], build: (a, b) => ops.add(a, b) },
    {
      name: 'column and scalar',
      shapes: [[2, 3], [2, 1], []],
      build: (a, b, c) => ops.add(ops.add(a, b), c),
    },
  ],
  Sub: [
    {
      name: 'both sides stretched',
      shapes: [
        [1, 3],
        [2, 1],
      ],
      build: (a, b) => ops.sub(a, b),
    },
  ],
  Mul: [
    {
      name: 'stretched',
      shapes: [
        [2, 1, 3],
        [4, 1],
      ],
      build: (a, b) => ops.mul(a, b),
    },
    { name: 'with itself', shapes: [[4]], build: (a) => ops.mul(a, a) },
  ],
  Div: [{ name: 'stretched', shapes: [[2, 3], [3]], build: (a, b) => ops.div(a, b), range: [0.5, 2] }],
  Max: [{ name: 'stretched', shapes: [[3, 4], [4]], build: (a, b) => ops.max(a, b) }],
  Min: [{ name: 'stretched', shapes: [[3, 4], [4]], build: (a, b) => ops.min(a, b) }],
  Neg: [{ name: 'plain', shapes: [[5]], build: (a) => ops.neg(a) }],
  Exp: [{ name: 'plain', shapes: [[5]], build: (a) => ops.exp(a) }],
  Log: [{ name: 'plain', shapes: [[5]], build: (a) => ops.log(a), range: [0.5, 2] }],
  Sqrt: [{ name: 'plain', shapes: [[5]], build: (a) => ops.sqrt(a), range: [0.5, 2] }],
  Reciprocal: [{ name: 'plain', shapes: [[5]], build: (a) => ops.reciprocal(a), range: [0.5, 2] }],
  Tanh: [{ name: 'plain', shapes: [[5]], build: (a) => ops.tanh(a) }],
  Relu: [
    { name: 'above zero', shapes: [[5]], build: (a) => ops.relu(a), range: [0.1, 1] },
    { name: 'below zero', shapes: [[5]], build: (a) => ops.add(ops.relu(a), a), range: [-1, -0.1] },
  ],
  FastGelu: [{ name: 'plain', shapes: [[3, 8]], build: (a) => ops.fastGelu(a), range: [-3, 3] }],
  MatMul: [
    {
      name: 'matrices',
      shapes: [
        [3, 4],
        [4, 2],
      ],
      build: (a, b) => ops.matMul(a, b),
    },
    {
      name: 'batches',
      shapes: [
        [2, 3, 3, 4],
        [2, 3, 4, 2],
      ],
      build: (a, b) => ops.matMul(a, b),
    },
    {
      name: 'one prompt for several rows',
      shapes: [
        [2, 3, 3, 4],
        [1, 3, 4, 2],
      ],
      build: (a, b) => ops.matMul(a, b),
    },
  ],
  Gemm: [
    {
      name: 'plain',
      shapes: [
        [3, 4],
        [4, 2],
      ],
      build: (a, b) => ops.gemm(a, b),
    },
    {
      name: 'transB',
      shapes: [
        [3, 4],
        [2, 4],
      ],
      build: (a, b) => ops.gemm(a, b, { transB: true }),
    },
    {
      name: 'transA',
      shapes: [
        [4, 3],
        [4, 2],
      ],
      build: (a, b) => ops.gemm(a, b, { transA: true }),
    },
    {
      name: 'both',
      shapes: [
        [4, 3],
        [2, 4],
      ],
      build: (a, b) => ops.gemm(a, b, { transA: true, transB: true }),
    },
  ],
  Softmax: [{ name: 'last axis', shapes: [[2, 3, 5]], build: (a) => ops.softmax(a) }],
  ReduceSum: [
    { name: 'one axis', shapes: [[2, 3, 4]], build: (a) => ops.reduceSum(a, [1]) },
    { name: 'all', shapes: [[2, 3]], build: (a) => ops.reduceSum(a, [0, 1]) },
  ],
  ReduceMean: [{ name: 'last axis', shapes: [[2, 3, 4]], build: (a) => ops.reduceMean(a, [-1]) }],
  Reshape: [{ name: 'flattened', shapes: [[2, 6]], build: (a) => ops.reshape(a, [3, 4]) }],
  Transpose: [{ name: 'rotated', shapes: [[2, 3, 4]], build: (a) => ops.transpose(a, [2, 0, 1]) }],
  Concat: [
    {
      name: 'middle axis',
      shapes: [
        [2, 1, 3],
        [2, 2, 3],
      ],
      build: (a, b) => ops.concat([a, b], 1),
    },
  ],
  Slice: [
    { name: 'middle', shapes: [[5, 3]], build: (a) => ops.slice(a, 0, 1, 4) },
    {
      name: 'head and tail',
      shapes: [[5]],
      build: (a) => ops.add(ops.slice(a, 0, 0, 2), ops.slice(a, 0, 3, 5)),
    },
  ],
  Expand: [{ name: 'stretched', shapes: [[1, 3]], build: (a) => ops.expand(a, [4, 3]) }],
  Gather: [
    {
      name: 'rows, some of them twice',
      shapes: [[4, 3]],
      build: (a) => ops.gather(a, a.graph.int32([2, 3], Int32Array.of(0, 2, 2, 3, 2, 0))),
    },
  ],
  Where: [
    {
      name: 'stretched',
      shapes: [[2, 3], [3]],
      build: (a, b) => {
        const condition = ops.equal(
          a.graph.int32([2, 3], Int32Array.of(0, 1, 1, 0, 0, 1)),
          a.graph.int32([1], Int32Array.of(1)),
        );
        return ops.where(condition, a, b);
      },
    },
  ],
  SimplifiedLayerNormalization: [
    { name: 'rows', shapes: [[3, 8], [8]], build: (a, b) => ops.rmsNorm(a, b, 1e-6), range: [0.2, 1.5] },
  ],
};
