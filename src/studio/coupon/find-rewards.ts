import { success } from '../../domain/result.ts';
import type { CouponService } from '../../service/coupon-contract.ts';
import type { CouponEnvironment } from './coupon-state.ts';

/** Rewards listed at once. */
const LISTED = 60;

/** Looks through the simulated catalogue, which is asked for once. */
export function findSimulatedRewards(service: CouponService): CouponEnvironment['findRewards'] {
  let asked: ReturnType<CouponService['simulatedRewards']> | undefined;
  return async (search) => {
    asked ??= service.simulatedRewards();
    const catalogue = await asked;
    if (!catalogue.ok) {
      // So that a later search can succeed.
      asked = undefined;
      return catalogue;
    }
    const { rewards, closed, currency } = catalogue.value;
    const words = search.toLowerCase().split(/\s+/u).filter(Boolean);
    const found = rewards.filter(({ id, name, product, category }) => {
      const about = [id, name, product, category].join(' ').toLowerCase();
      return words.every((word) => about.includes(word));
    });
    return success({
      rewards: found.slice(0, LISTED),
      found: found.length,
      closed,
      currency,
      simulated: true,
    });
  };
}
