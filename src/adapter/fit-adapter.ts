import { createRandom } from '../domain/random.ts';
import { failure, type Result, success } from '../domain/result.ts';
import type { T5Config } from '../t5/config.ts';
import { initialAdapter } from './initial-adapter.ts';
import { type Adapter, type AdapterTensor, type LoraConfig, loraTargets } from './lora.ts';

/**
 * The same adapter in the shape that the graphs were built for: missing ranks and projections are filled up as
 * in a fresh adapter (B zero, so that they add nothing yet and can still learn), and a different alpha / rank
 * goes into B. What it computes stays the same.
 *
 * @returns `adapter-shape` where its rank is larger or it changes projections that the graphs do not.
 */
export function fitAdapter(adapter: Adapter, config: T5Config, lora: LoraConfig): Result<Adapter> {
  const { rank, alpha } = adapter.lora;
  const foreign = adapter.lora.targetModules.filter((name) => !lora.targetModules.includes(name));
  if (rank > lora.rank || foreign.length > 0) {
    return failure(
      'adapter-shape',
      `The adapter has rank ${rank} on ${adapter.lora.targetModules.join(', ')}; up to rank ${lora.rank} on ${lora.targetModules.join(', ')} can be used here. Train it again with these settings.`,
    );
  }
  const factor = alpha / rank / (lora.alpha / lora.rank);
  const known = new Map(adapter.tensors.map((tensor) => [tensor.name, tensor]));
  const widths = new Map(loraTargets(config, lora).map((target) => [target.name, target.in]));
  const tensors = initialAdapter(config, lora, createRandom(1)).tensors.map((fresh): AdapterTensor => {
    const { name, a, b } = fresh;
    const found = known.get(name);
    if (found) {
      for (let i = 0; i < (widths.get(name) ?? 0); i += 1)
        a.set(found.a.subarray(i * rank, (i + 1) * rank), i * lora.rank);
      b.set(found.b.map((value) => value * factor));
    }
    return { name, a, b };
  });
  return success({ lora, tensors });
}
