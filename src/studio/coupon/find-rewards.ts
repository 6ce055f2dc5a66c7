import { success } from '../../domain/result.ts';
import type { CampaignService } from '../../service/agent-campaign-contract.ts';
import type { CouponService } from '../../service/coupon-contract.ts';
import type { CouponEnvironment } from './coupon-state.ts';

type FindRewards = CouponEnvironment['findRewards'];

/** Rewards listed at once. */
const LISTED = 60;

/** For a catalogue that does not say in which money it counts. */
const USUAL_CURRENCY = 'USD';

/** Looks through the catalogue that is kept on this device, and through `otherwise` where there is none. */
export function findKeptRewards(
  service: Pick<CampaignService, 'rewardOverview' | 'rewards'>,
  otherwise: FindRewards,
): FindRewards {
  return async (search) => {
    const overview = await service.rewardOverview();
    if (!overview.ok) return overview;
    if (overview.value === undefined) return otherwise(search);
    const { revision, rewards, open, source, currency = USUAL_CURRENCY } = overview.value;
    const page = await service.rewards({ search, show: 'open', offset: 0, count: LISTED });
    if (!page.ok) return page;
    return success({
      revision,
      rewards: page.value.rewards.map(({ reasons: _, ...reward }) => reward),
      found: page.value.found,
      closed: rewards - open,
      currency,
      simulated: source === 'simulated',
    });
  };
}

/** Looks through the simulated catalogue, which is asked for once. */
export function findSimulatedRewards(service: CouponService): FindRewards {
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
      revision: 'simulated',
      rewards: found.slice(0, LISTED),
      found: found.length,
      closed,
      currency,
      simulated: true,
    });
  };
}
