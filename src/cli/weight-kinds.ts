import type { Result } from '../domain/result.ts';
import { success } from '../domain/result.ts';
import { quantiseWeights } from '../t5/quantise.ts';
import { readWeights, type Weights } from '../t5/weights.ts';
import { keepsFloat16 } from '../training/model-files.ts';

/** Ways to store weights, by the names that the command line has for them. */
export const WEIGHT_KINDS = {
  float32: 'float32',
  shipped: '8-bit with a float16 embedding',
  '8-bit': 'all 8-bit',
  '4-bit': 'all 4-bit',
} as const;

export type WeightKind = keyof typeof WEIGHT_KINDS;

/** Float weights as they are after having been stored in one of these ways. */
export function storedAs(weights: Weights, kind: WeightKind): Result<Weights> {
  if (kind === 'float32') return success(weights);
  const bits = kind === '4-bit' ? 4 : 8;
  return readWeights(quantiseWeights(weights, kind === 'shipped' ? { bits, skip: keepsFloat16 } : { bits }));
}
