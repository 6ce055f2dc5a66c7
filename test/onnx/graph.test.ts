import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import { Graph, GraphError } from '../../src/onnx/graph.ts';
import * as ops from '../../src/onnx/ops.ts';
import { ProtobufWriter } from '../../src/onnx/protobuf.ts';
import { serialise } from '../../src/onnx/serialise.ts';
import { namedSize, range, sliceBetween } from '../../src/onnx/sizes.ts';
import { openNodeRuntime } from '../../src/runtime/node-runtime.ts';
import type { Runtime } from '../../src/runtime/runtime.ts';
import { unwrap } from '../t5/fixture.ts';

let runtime: Runtime;
beforeAll(async () => {
  runtime = unwrap(await openNodeRuntime('cpu', 1));
});
afterAll(() => runtime.dispose());

const floats = (dims: readonly number[], values: readonly number[]) =>
  runtime.tensor('float32', dims, Float32Array.from(values));

describe('protobuf writer', () => {
  // The examples of the protocol-buffers encoding guide.
  it('writes varints, strings and nested messages as the format defines them', () => {
    expect([...new ProtobufWriter().integer(1, 150).finish()]).toEqual([0x08, 0x96, 0x01]);
    expect([...new ProtobufWriter().string(2, 'testing').finish()]).toEqual([
      0x12, 0x07, 0x74, 0x65, 0x73, 0x74, 0x69, 0x6e, 0x67,
    ]);
    expect([...new ProtobufWriter().message(3, (inner) => inner.integer(1, 150)).finish()]).toEqual([
      0x1a, 0x03, 0x08, 0x96, 0x01,
    ]);
    expect([...new ProtobufWriter().integer(1, -2).finish()]).toEqual([
      0x08, 0xfe, 0xff, 0xff, 0xff, 0xff, 0xff, 0xff, 0xff, 0xff, 0x01,
    ]);
    expect([...new ProtobufWriter().float(1, 1).finish()]).toEqual([0x0d, 0, 0, 0x80, 0x3f]);
  });
});

describe('graph', () => {
  it('runs with sizes that are known only then, and with an axis of no elements', async () => {
    const graph = new Graph('grow');
    const past = graph.input('past', 'float32', ['N', 'P']);
    const next = graph.input('next', 'float32', ['N', 1]);
    graph.output('grown', ops.concat([past, next], 1, 'L'));
    const session = await runtime.session(graph);
    const first = await session.run({ past: floats([2, 0], []), next: floats([2, 1], [1, 2]) });
    expect(first.grown?.dims).toEqual([2, 1]);
    const second = await session.run({ past: floats([2, 1], [1, 2]), next: floats([2, 1], [3, 4]) });
    expect(await second.grown?.float32()).toEqual(Float32Array.of(1, 3, 2, 4));
  });

  it('reads off its inputs the sizes that a reshape cannot work out by itself', async () => {
    const graph = new Graph('split');
    const x = graph.input('x', 'float32', ['N', 'M']);
    const flat = ops.reshape(x, ['all']);
    graph.output('split', ops.reshape(ops.neg(flat), ['N', 'M', 1]));
    const count = namedSize(graph, 'M');
    graph.output('columns', range(count, 'M'));
    graph.output('left', sliceBetween(x, 1, graph.int64([1]), count, 'K'));
    const session = await runtime.session(graph);
    for (const [n, m] of [
      [2, 3],
      [4, 1],
      [1, 0],
    ] as const) {
      const values = Array.from({ length: n * m }, (_, i) => i);
      const { split, columns, left } = await session.run({ x: floats([n, m], values) });
      expect(split?.dims).toEqual([n, m, 1]);
      expect(columns?.inner.data).toEqual(BigInt64Array.from({ length: m }, (_, i) => BigInt(i)));
      expect(left?.dims).toEqual([n, Math.max(m - 1, 0)]);
      expect(await left?.float32()).toEqual(Float32Array.from(values.filter((i) => i % m > 0)));
    }
  });

  it('gives one value two output names and keeps both', async () => {
    const graph = new Graph('twice');
    const x = graph.input('x', 'float32', [1]);
    const y = ops.exp(x);
    graph.output('a', y);
    graph.output('b', y);
    const outputs = await (await runtime.session(graph)).run({ x: floats([1], [0]) });
    expect([await outputs.a?.float32(), await outputs.b?.float32()]).toEqual([
      Float32Array.of(1),
      Float32Array.of(1),
    ]);
  });

  it('stores equal constants once', () => {
    const graph = new Graph('constants');
    const x = graph.input('x', 'float32', [2, 2]);
    ops.reshape(ops.add(ops.add(x, 1), 1), [4]);
    ops.reshape(x, [4]);
    expect(graph.initializers).toHaveLength(2);
  });

  it.each<[string, (graph: Graph) => unknown]>([
    ['an input twice', (g) => [g.input('x', 'float32', [1]), g.input('x', 'float32', [1])]],
    ['data of another size', (g) => g.initializer('w', 'float32', [2, 2], new Float32Array(3))],
    [
      'inner sizes that differ',
      (g) => ops.matMul(g.input('a', 'float32', [2, 3]), g.input('b', 'float32', [2, 3])),
    ],
    [
      'shapes that do not broadcast',
      (g) => ops.add(g.input('a', 'float32', [2]), g.input('b', 'float32', [3])),
    ],
    [
      'a value of another graph',
      (g) => ops.add(g.input('a', 'float32', [2]), new Graph('o').input('b', 'float32', [2])),
    ],
    ['two sizes that no input tells', (g) => ops.reshape(g.input('a', 'float32', ['N', 'M']), ['K', 'L'])],
    ['a slice beyond the end', (g) => ops.slice(g.input('a', 'float32', [2]), 0, 1, 3)],
  ])('refuses %s', (_, build) => {
    expect(() => build(new Graph('wrong'))).toThrow(GraphError);
  });

  it('names an input that a run was not given', async () => {
    const graph = new Graph('missing');
    graph.output('y', ops.exp(graph.input('x', 'float32', [1])));
    const session = await runtime.session(graph);
    await expect(session.run({})).rejects.toThrow(/input x was not given/);
  });

  it('carries weights as they are', () => {
    const graph = new Graph('weights');
    const values = Float32Array.of(1.5, -2, 3e-40, Number.MAX_VALUE);
    graph.output('y', ops.neg(graph.initializer('w', 'float32', [4], values)));
    const bytes = Buffer.from(serialise(graph));
    expect(bytes.includes(Buffer.from(values.buffer))).toBe(true);
  });
});
