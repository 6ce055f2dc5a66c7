import type { Result } from '../domain/result.ts';
import { success } from '../domain/result.ts';
import { quantiseWeights } from '../t5/quantise.ts';
import { readWeights, type Weights } from '../t5/weights.ts';
import { BLOCKS, COARSE_GRID, type Storing, storingOptions } from '../training/model-files.ts';

/** Ways to store weights, by the names that the command line has for them. */
export const WEIGHT_KINDS = {
  float32: 'float32',
  blocks: '8-bit with a float16 embedding',
  coarse: '8-bit on a coarse grid',
  '8-bit': 'all 8-bit',
  '4-bit': 'all 4-bit',
} as const;

export type WeightKind = keyof typeof WEIGHT_KINDS;

/** Those that training can leave its model in. */
const STORING: Readonly<Partial<Record<WeightKind, Storing>>> = {
  blocks: BLOCKS,
  coarse: COARSE_GRID,
};

/** Float weights as they are after having been stored in one of these ways. */
export function storedAs(weights: Weights, kind: WeightKind): Result<Weights> {
  if (kind === 'float32') return success(weights);
  const storing = STORING[kind];
  const options = storing ? storingOptions(storing) : ({ bits: kind === '4-bit' ? 4 : 8 } as const);
  return readWeights(quantiseWeights(weights, options));
}
