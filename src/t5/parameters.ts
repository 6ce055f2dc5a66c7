import type { Graph, Value } from '../onnx/graph.ts';
import { add, gather, gemm, matMulNBits, mul, rmsNorm } from '../onnx/ops.ts';
import type { T5Config } from './config.ts';

/** Where the numbers of a graph come from: constants of the model, or inputs of each run. */
export interface TensorSource {
  /** The float32 tensor of that Hugging Face name, in its own order ([out, in] for a matrix). */
  tensor(name: string): Value;
  /** The same matrix block-quantised, where this layout keeps it so. */
  packed(name: string): PackedTensor | undefined;
}

export interface PackedTensor {
  /** uint8 [out, in/32, 32·bits/8] */
  readonly data: Value;
  /** float32 [out · in/32] */
  readonly scales: Value;
  readonly bits: 4 | 8;
}

/** Low-rank adapter of one projection: x·a·b·scaling is added to its output. */
export interface LoraValues {
  /** [in, rank] */
  readonly a: Value;
  /** [rank, out] */
  readonly b: Value;
  /** alpha / rank */
  readonly scaling: number;
}

export const EMBEDDING = 'shared.weight';

/** The layers of T5 over rows of states [rows, dModel]; adapters are added where they are present. */
export class Parameters {
  constructor(
    readonly config: T5Config,
    private readonly source: TensorSource,
    private readonly adapters: ReadonlyMap<string, LoraValues> = new Map(),
  ) {}

  /** x [rows, in] → [rows, out] through the module of that path, such as `encoder.block.0.layer.1.DenseReluDense.wi`. */
  linear(x: Value, module: string): Value {
    const y = this.project(x, `${module}.weight`);
    const adapter = this.adapters.get(module);
    if (!adapter) return y;
    const low = gemm(x, adapter.a);
    return add(y, gemm(adapter.scaling === 1 ? low : mul(low, adapter.scaling), adapter.b));
  }

  /** ids int32 [n] → [n, dModel] */
  embed(ids: Value): Value {
    return gather(this.source.tensor(EMBEDDING), ids);
  }

  norm(x: Value, module: string): Value {
    return rmsNorm(x, this.source.tensor(`${module}.weight`), this.config.layerNormEpsilon);
  }

  /** Decoder states as the head takes them: scaled by dModel^−½ where it is tied. [rows, dModel] */
  headInput(states: Value): Value {
    return this.config.tieWordEmbeddings ? mul(states, this.config.dModel ** -0.5) : states;
  }

  /** What `headInput` gave [rows, dModel] → logits [rows, vocab]. */
  logits(headInput: Value): Value {
    return this.project(headInput, this.headName);
  }

  /** Rows of the head's matrix: ids int32 [n] → [n, dModel]. */
  headRows(ids: Value): Value {
    return gather(this.source.tensor(this.headName), ids);
  }

  /** Buckets int32 [..., q, k] → bias [..., q, k, heads], still to be turned round. */
  relativeBias(side: 'encoder' | 'decoder', buckets: Value): Value {
    return gather(
      this.source.tensor(`${side}.block.0.layer.0.SelfAttention.relative_attention_bias.weight`),
      buckets,
    );
  }

  private get headName(): string {
    return this.config.tieWordEmbeddings ? EMBEDDING : 'lm_head.weight';
  }

  private project(x: Value, name: string): Value {
    const packed = this.source.packed(name);
    return packed
      ? matMulNBits(x, packed.data, packed.scales, packed.bits)
      : gemm(x, this.source.tensor(name), { transB: true });
  }
}

/** Every tensor an input of the graph, so that sessions share it or training changes it. */
export function inputSource(
  graph: Graph,
  shapes: ReadonlyMap<string, readonly number[]>,
): TensorSource & {
  /** The inputs made so far, by Hugging Face name. */
  readonly made: ReadonlyMap<string, Value>;
} {
  const made = new Map<string, Value>();
  return {
    made,
    tensor(name) {
      const known = made.get(name);
      if (known) return known;
      const shape = shapes.get(name);
      if (!shape) throw new Error(`the model has no tensor ${name}`);
      const value = graph.input(name, 'float32', shape);
      made.set(name, value);
      return value;
    },
    packed: () => undefined,
  };
}

/** A matrix that an adapter changes. */
export interface LoraTarget {
  /** Module path, such as `decoder.block.0.layer.1.EncDecAttention.q`. */
  readonly name: string;
  readonly in: number;
  readonly out: number;
}

/** Names of an adapter's inputs, in every graph that takes it. */
export function loraInputNames(module: string): { readonly a: string; readonly b: string } {
  return { a: `${module}.lora_A`, b: `${module}.lora_B` };
}

/** Adapters as inputs of the graph, never constants: swapping one costs nothing. */
export function loraInputs(
  graph: Graph,
  targets: readonly LoraTarget[],
  lora: { readonly rank: number; readonly alpha: number },
): ReadonlyMap<string, LoraValues> {
  return new Map(
    targets.map((target) => {
      const names = loraInputNames(target.name);
      return [
        target.name,
        {
          a: graph.input(names.a, 'float32', [target.in, lora.rank]),
          b: graph.input(names.b, 'float32', [lora.rank, target.out]),
          scaling: lora.alpha / lora.rank,
        },
      ];
    }),
  );
}

/** Width of all heads together. */
export function innerSize(config: T5Config): number {
  return config.numHeads * config.dKv;
}
