// Low-rank adapters (Hu et al. 2021, "LoRA"): y = x·W + (alpha/rank) · (x·A)·B for each adapted matrix W.
import type { T5Config } from '../t5/config.ts';
import { expectedT5Tensors } from '../t5/expected-tensors.ts';
import type { LoraTarget } from '../t5/parameters.ts';

export interface LoraConfig {
  readonly rank: number;
  /** The adapter's output is scaled by alpha / rank. */
  readonly alpha: number;
  /** Last parts of Hugging Face module names: q, k, v, o, and wi, wo or wi_0, wi_1, wo. */
  readonly targetModules: readonly string[];
}

/** The linear layers; embedding, head and position biases are left alone. */
export const adaptable: ReadonlySet<string> = new Set(['q', 'k', 'v', 'o', 'wi', 'wi_0', 'wi_1', 'wo']);

export interface AdapterTensor {
  /** Module path, as in `LoraTarget`. */
  readonly name: string;
  /** [in, rank]: PEFT's lora_A, transposed. */
  readonly a: Float32Array;
  /** [rank, out]: PEFT's lora_B, transposed. */
  readonly b: Float32Array;
}

/** In the order of `loraTargets`. */
export type AdapterTensors = readonly AdapterTensor[];

export interface Adapter {
  readonly lora: LoraConfig;
  readonly tensors: AdapterTensors;
}

/**
 * The matrices that an adapter changes: encoder before decoder, block by block, within a block in the order
 * of the layers. Throws a `RangeError` for a target that the model does not have.
 */
export function loraTargets(
  config: T5Config,
  lora: Pick<LoraConfig, 'targetModules'>,
): readonly LoraTarget[] {
  const missing = new Set(lora.targetModules);
  const targets: LoraTarget[] = [];
  for (const [tensor, [outputs, inputs]] of expectedT5Tensors(config)) {
    const name = tensor.replace(/\.weight$/, '');
    const leaf = leafOf(name);
    if (outputs === undefined || inputs === undefined || !lora.targetModules.includes(leaf)) continue;
    if (!adaptable.has(leaf)) continue;
    missing.delete(leaf);
    targets.push({ name, in: inputs, out: outputs });
  }
  if (missing.size > 0) throw new RangeError(`The model has no adaptable module ${[...missing].join(', ')}.`);
  return targets;
}

/** Last part of a module path. */
export function leafOf(name: string): string {
  return name.slice(name.lastIndexOf('.') + 1);
}
