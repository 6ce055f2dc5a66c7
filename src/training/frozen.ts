import type { DeviceTensor, Runtime } from '../runtime/runtime.ts';
import type { Weights } from '../t5/weights.ts';

/** The weights that training reads and does not change, copied to the device once and shared by its graphs. */
export interface FrozenWeights {
  readonly feeds: Readonly<Record<string, DeviceTensor>>;
  dispose(): void;
}

export function uploadFrozen(
  runtime: Runtime,
  weights: Weights,
  shapes: ReadonlyMap<string, readonly number[]>,
): FrozenWeights {
  const feeds: Record<string, DeviceTensor> = {};
  for (const [name, shape] of shapes) feeds[name] = runtime.upload(shape, weights.get(name).float32());
  return {
    feeds,
    dispose: () => {
      for (const tensor of Object.values(feeds)) tensor.dispose();
    },
  };
}
