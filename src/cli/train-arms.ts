import { type Result, success } from '../domain/result.ts';
import type { FurtherArm } from './arms-options.ts';
import { type ArmLoss, type ArmsPlace, trainArm, trainBase } from './arms-training.ts';

/** The two arms of SLM4Offer, section 5: λ weighs the contrastive loss, 1 − λ the cross-entropy. */
export const ARM_LAMBDAS = { supervised: 0, contrastive: 0.5 } as const;

/** As the shipped models are trained: little weight on telling apart while most is left to learn about writing. */
export const STAGED_LOSS = { lambda: 0.5, earlier: { lambda: 0.1, share: 0.6 } } as const;

/**
 * What the literature suggests in place of the contrastive loss on the same pairs: SimPO (Meng et al. 2024) beside
 * cross-entropy, with β and γ at the low end of the paper's range.
 */
export const PREFERENCE_LOSS = {
  lambda: 0,
  preference: { kind: 'simpo', weight: 0.5, beta: 2, margin: 0.5 },
} as const;

/** The same with DPO (Rafailov et al. 2023), whose reference is the start that all arms share; β as they have it. */
export const DPO_LOSS = {
  lambda: 0,
  preference: { kind: 'dpo', weight: 0.5, beta: 0.1, margin: 0 },
} as const;

const FURTHER_LOSSES = { preference: PREFERENCE_LOSS, staged: STAGED_LOSS } satisfies Record<
  FurtherArm,
  unknown
>;

/**
 * Trains both arms of every seed: same start, same rows in the same order, same steps; λ alone differs.
 *
 * @param further arms: one with a preference loss in place of the contrastive one, one whose λ rises on the way.
 */
export async function trainArms(
  place: ArmsPlace,
  seeds: readonly number[],
  further: readonly FurtherArm[] = [],
): Promise<Result<void>> {
  const { steps, temperature } = place.settings;
  for (const seed of seeds) {
    const base = await trainBase(place, seed);
    if (!base.ok) return base;
    const losses: readonly (readonly [string, ArmLoss])[] = [
      ['supervised', { lambda: ARM_LAMBDAS.supervised, temperature }],
      ['contrastive', { lambda: ARM_LAMBDAS.contrastive, temperature }],
      ...further.map((arm) => [arm, { ...FURTHER_LOSSES[arm], temperature }] as const),
    ];
    for (const [arm, loss] of losses) {
      const trained = await trainArm(place, {
        name: `${arm}-${seed}`,
        seed,
        rows: 'paper',
        steps,
        loss,
        start: () => base.value,
      });
      if (!trained.ok) return trained;
    }
  }
  return success(undefined);
}
