import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import { createRandom, normal } from '../../src/domain/random.ts';
import { Graph } from '../../src/onnx/graph.ts';
import { matMulNBits } from '../../src/onnx/ops.ts';
import { openNodeRuntime } from '../../src/runtime/node-runtime.ts';
import type { Runtime } from '../../src/runtime/runtime.ts';
import { packMatrix, unpackMatrix } from '../../src/t5/quantise.ts';
import { relativeError, unwrap } from './fixture.ts';

const [rows, inputs, outputs] = [3, 96, 40];

describe('packed weights', () => {
  let runtime: Runtime;
  beforeAll(async () => {
    runtime = unwrap(await openNodeRuntime());
  });
  afterAll(() => runtime.dispose());

  it.each([4, 8] as const)('of %d bits mean the same to ONNX Runtime and to us', async (bits) => {
    const random = createRandom(bits);
    const x = Float32Array.from({ length: rows * inputs }, () => normal(random));
    const matrix = Float32Array.from({ length: outputs * inputs }, () => normal(random) * random.next());
    const packed = packMatrix(matrix, inputs, bits);
    const graph = new Graph('packed');
    const blocks = inputs / 32;
    const y = matMulNBits(
      graph.input('x', 'float32', [rows, inputs]),
      graph.initializer('b', 'uint8', [outputs, blocks, 4 * bits], packed.data),
      graph.initializer('scales', 'float32', [outputs * blocks], packed.scales),
      bits,
    );
    graph.output('y', y);
    const session = await runtime.session(graph);
    const fed = runtime.upload([rows, inputs], x);
    const { y: result } = await session.run({ x: fed });
    const restored = unpackMatrix(packed, bits);
    const expected = Float32Array.from({ length: rows * outputs }, (_, i) => {
      const [row, output] = [Math.floor(i / outputs), i % outputs];
      let sum = 0;
      for (let k = 0; k < inputs; k++) {
        sum += (x[row * inputs + k] ?? 0) * (restored[output * inputs + k] ?? 0);
      }
      return sum;
    });
    expect(relativeError((await result?.float32()) ?? new Float32Array(0), expected)).toBeLessThan(1e-5);
    // Scales of 4 bits have either sign; the kernel must take both.
    if (bits === 4) expect(new Set(packed.scales.map(Math.sign))).toEqual(new Set([-1, 1]));
    result?.dispose();
    fed.dispose();
    await session.release();
  });
});
