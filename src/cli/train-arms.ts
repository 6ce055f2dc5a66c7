import { type Result, success } from '../domain/result.ts';
import { type ArmsPlace, trainArm, trainBase } from './arms-training.ts';

/** The two arms of SLM4Offer, section 5: λ weighs the contrastive loss, 1 − λ the cross-entropy. */
export const ARM_LAMBDAS = { supervised: 0, contrastive: 0.5 } as const;

/** Trains both arms of every seed: same start, same rows in the same order, same steps; λ alone differs. */
export async function trainArms(place: ArmsPlace, seeds: readonly number[]): Promise<Result<void>> {
  const { steps, temperature } = place.settings;
  for (const seed of seeds) {
    const base = await trainBase(place, seed);
    if (!base.ok) return base;
    for (const arm of ['supervised', 'contrastive'] as const) {
      const trained = await trainArm(place, {
        name: `${arm}-${seed}`,
        seed,
        rows: 'paper',
        steps,
        loss: { lambda: ARM_LAMBDAS[arm], temperature },
        start: () => base.value,
      });
      if (!trained.ok) return trained;
    }
  }
  return success(undefined);
}
