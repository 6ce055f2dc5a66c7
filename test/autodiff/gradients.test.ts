import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import { gradientRules } from '../../src/autodiff/gradient-rules.ts';
import { gradients } from '../../src/autodiff/gradients.ts';
import { Graph } from '../../src/onnx/graph.ts';
import type { OpName } from '../../src/onnx/op-table.ts';
import { exp, gather, matMulNBits, mul, reduceMax, reduceSum, sub } from '../../src/onnx/ops.ts';
import { openNodeRuntime } from '../../src/runtime/node-runtime.ts';
import type { Runtime } from '../../src/runtime/runtime.ts';
import { differenceCases } from './cases.ts';
import { finiteDifference } from './finite-difference.ts';

let runtime: Runtime;

beforeAll(async () => {
  const opened = await openNodeRuntime('cpu', 1);
  if (!opened.ok) throw new Error(opened.failures[0]?.message);
  runtime = opened.value;
});

afterAll(() => runtime.dispose());

/** A small generator, so that the same points are drawn in every run. */
function seeded(seed: number): () => number {
  let state = seed;
  return () => {
    state = (Math.imul(state, 1664525) + 1013904223) >>> 0;
    return state / 2 ** 32;
  };
}

const withRule = (Object.keys(gradientRules) as OpName[]).filter(
  (op) => typeof gradientRules[op] === 'function',
);

describe('every gradient rule agrees with finite differences', () => {
  for (const op of withRule) {
    const cases = differenceCases[op] ?? [];
    it(`${op} has a case`, () => expect(cases.length).toBeGreaterThan(0));
    for (const testCase of cases) {
      it(`${op}: ${testCase.name}`, async () => {
        for (const error of await finiteDifference(runtime, testCase, seeded(7))) {
          expect(error).toBeLessThan(2e-3);
        }
      });
    }
  }
});

describe('gradients', () => {
  it('adds up what flows back along several ways', async () => {
    const graph = new Graph('two ways');
    const x = graph.input('x', 'float32', [1]);
    const loss = mul(mul(x, x), x);
    const [gradient] = gradients(loss, [x]);
    if (gradient) graph.output('gradient', gradient);
    const session = await runtime.session(graph);
    const outputs = await session.run({ x: runtime.tensor('float32', [1], Float32Array.of(2)) });
    expect(await outputs.gradient?.float32()).toEqual(Float32Array.of(12));
  });

  it('takes values at which it is told to stop as constants', async () => {
    const graph = new Graph('stop');
    const x = graph.input('x', 'float32', [1, 3]);
    const largest = reduceMax(x, [1]);
    const loss = reduceSum(exp(sub(x, largest)), [0, 1]);
    const [gradient] = gradients(loss, [x], { stopAt: [largest] });
    if (gradient) graph.output('gradient', gradient);
    const session = await runtime.session(graph);
    const outputs = await session.run({ x: runtime.tensor('float32', [1, 3], Float32Array.of(0, 0, 0)) });
    expect(await outputs.gradient?.float32()).toEqual(Float32Array.of(1, 1, 1));
  });

  it('names an op that has no gradient', () => {
    const graph = new Graph('packed');
    const x = graph.input('x', 'float32', [1, 32]);
    const packed = graph.input('packed', 'uint8', [1, 1, 32]);
    const scales = graph.input('scales', 'float32', [1]);
    expect(() => gradients(matMulNBits(x, packed, scales, 8), [x])).toThrow(/MatMulNBits has no gradient/);
  });

  it('refuses a loss of several numbers and a value that the loss does not depend on', () => {
    const graph = new Graph('wrong');
    const x = graph.input('x', 'float32', [2]);
    const y = graph.input('y', 'float32', [1]);
    expect(() => gradients(x, [x])).toThrow(/shape \[2\]/);
    expect(() => gradients(reduceSum(x, [0]), [y])).toThrow(/does not depend on y/);
  });

  it('refuses sizes that are known only when the graph runs', () => {
    const graph = new Graph('named size');
    const x = graph.input('x', 'float32', ['n', 2]);
    const rows = gather(x, graph.int32([1], Int32Array.of(0)));
    expect(() => gradients(reduceSum(rows, [0, 1]), [x])).toThrow(/not known when the graph is built/);
  });
});
