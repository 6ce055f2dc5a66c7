import type { Graph, Value } from '../onnx/graph.ts';
import { cast, mul, reshape, sub } from '../onnx/ops.ts';
import { float32ToFloat16 } from '../t5/float16.ts';
import type { TensorSource } from '../t5/parameters.ts';
import { elementCount } from '../t5/safetensors.ts';
import type { StoredWeight, Weights } from '../t5/weights.ts';

const largestFloat16 = 65504;

/**
 * Weights as small constants that the graph itself expands: packed matrices as bytes in blocks of 32 with a
 * float16 scale each, others as float16. Every expansion has only constants in it, so ONNX Runtime works it
 * out once, when the session is made; from then on the graph runs as the float32 one does, with the very
 * numbers that `StoredWeight.float32` gives.
 */
export function quantisedSource(graph: Graph, weights: Weights): TensorSource {
  const expanded = new Map<string, Value>();
  return {
    tensor(name) {
      const known = expanded.get(name);
      if (known) return known;
      const weight = weights.get(name);
      const value = weight.packed ? expandBlocks(graph, weight, weight.packed) : expandFloat(graph, weight);
      expanded.set(name, value);
      return value;
    },
    packed: () => undefined,
  };
}

function expandBlocks(
  graph: Graph,
  { name, shape }: StoredWeight,
  { bits, blockSize, data, scales }: NonNullable<StoredWeight['packed']>,
): Value {
  const [out = 0, inner = 0] = shape;
  const blocks = inner / blockSize;
  const levels = bits === 8 ? data : widened(data);
  const bytes = graph.initializer(`${name}.q8`, 'uint8', [out, blocks, blockSize], levels);
  const scale = graph.initializer(`${name}.scale`, 'float16', [out, blocks, 1], float32ToFloat16(scales));
  const values = mul(sub(cast(bytes, 'float32'), 128), cast(scale, 'float32'));
  return reshape(values, [out, inner]);
}

/** Four-bit levels 0 to 15 around 8, two a byte, as eight-bit levels around 128: the same weights. */
function widened(data: Uint8Array): Uint8Array {
  const levels = new Uint8Array(2 * data.length);
  for (const [i, byte] of data.entries()) {
    levels[2 * i] = (byte & 15) + 120;
    levels[2 * i + 1] = (byte >> 4) + 120;
  }
  return levels;
}

/** Matrices in float16 where their values fit; vectors, which weigh nothing, as they are. */
function expandFloat(graph: Graph, { name, shape, float32 }: StoredWeight): Value {
  const values = float32();
  const isSmall = shape.length < 2 || elementCount(shape) < 4096;
  if (isSmall || values.some((value) => Math.abs(value) > largestFloat16)) {
    return graph.initializer(name, 'float32', shape, values);
  }
  const halves = graph.initializer(name, 'float16', shape, float32ToFloat16(values));
  return cast(halves, 'float32');
}
