import { normal, type Random } from '../domain/random.ts';
import type { T5Config } from '../t5/config.ts';
import { expectedT5Tensors } from '../t5/expected-tensors.ts';
import type { ParameterLayout } from './parameter-layout.ts';

/**
 * Fresh weights as T5 draws them (Raffel et al. 2020; the initialiser of Hugging Face's T5 with factor 1):
 * normal, with a deviation that keeps the variance of what flows through, and norms of 1.
 */
export function initialWeights(config: T5Config, layout: ParameterLayout, random: Random): Float32Array {
  const shapes = expectedT5Tensors(config);
  const flat = new Float32Array(layout.size);
  for (const { name, offset, size } of layout.entries) {
    if (!shapes.has(name)) throw new RangeError(`a T5 of this config has no tensor ${name}`);
    const deviation = deviationOf(name, config);
    for (let i = offset; i < offset + size; i += 1) {
      flat[i] = deviation === undefined ? 1 : normal(random) * deviation;
    }
  }
  return flat;
}

/** Undefined for a norm, which starts at 1. */
function deviationOf(name: string, { dModel, dKv, dFf, numHeads }: T5Config): number | undefined {
  if (name.endsWith('layer_norm.weight')) return undefined;
  if (name === 'shared.weight') return 1;
  if (name.endsWith('.q.weight')) return (dModel * dKv) ** -0.5;
  if (name.endsWith('.o.weight')) return (numHeads * dKv) ** -0.5;
  if (name.endsWith('.wo.weight')) return dFf ** -0.5;
  return dModel ** -0.5;
}
