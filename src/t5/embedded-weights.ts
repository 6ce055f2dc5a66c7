import type { Graph, Value } from '../onnx/graph.ts';
import type { PackedTensor, TensorSource } from './parameters.ts';
import type { Weights } from './weights.ts';

/**
 * How matrices lie in the graph. `float32`: expanded, which is by far the fastest for one-token steps on
 * a processor. `packed`: as they are stored, in blocks of 4 or 8 bits, which saves a graphics
 * processor's memory and bandwidth.
 */
export type WeightLayout = 'float32' | 'packed';

/** Weights as constants of the graph, so that ONNX Runtime can lay them out once and for all. */
export function embeddedSource(graph: Graph, weights: Weights, layout: WeightLayout): TensorSource {
  const tensors = new Map<string, Value>();
  const packed = new Map<string, PackedTensor>();
  return {
    tensor(name) {
      const known = tensors.get(name);
      if (known) return known;
      const weight = weights.get(name);
      const value = graph.initializer(name, 'float32', weight.shape, weight.float32());
      tensors.set(name, value);
      return value;
    },
    packed(name) {
      if (layout === 'float32') return undefined;
      const known = packed.get(name);
      if (known) return known;
      const weight = weights.get(name);
      if (!weight.packed) return undefined;
      const { bits, data, scales } = weight.packed;
      const [out = 0, inner = 0] = weight.shape;
      const made = {
        data: graph.initializer(`${name}.q${bits}`, 'uint8', [out, inner / 32, 4 * bits], data),
        scales: graph.initializer(`${name}.scale`, 'float32', [scales.length], scales),
        bits,
      };
      packed.set(name, made);
      return made;
    },
  };
}
