import type { CustomerProfile } from '../domain/customer.ts';
import type { Reward } from '../domain/reward.ts';
import type { Policy } from '../guardrails/policy/policy.ts';

/**
 * The rule of the policy that would refuse the reward to this person for what it asks, by its typed fields alone;
 * undefined where neither would. A reward that is out of reach makes way for the next one before contenders are counted;
 * the policy itself looks again at all that are left.
 *
 * @param segmentBasket the average basket of the person's segment, for those who have not bought.
 */
export function outOfReach(
  { minSpend = 0, pointsRequired = 0 }: Reward,
  { frequency, averageBasket, pointsBalance }: CustomerProfile,
  segmentBasket: number | undefined,
  { reach }: Pick<Policy, 'reach'>,
): 'spend-within-reach' | 'points-within-balance' | undefined {
  const basket = frequency === 0 ? segmentBasket : averageBasket;
  const limit = basket === undefined ? reach.unknownBasket : reach.timesAverageBasket * basket;
  if (minSpend > limit) return 'spend-within-reach';
  const short = pointsRequired > 0 && !(pointsRequired <= (pointsBalance ?? Number.NEGATIVE_INFINITY));
  return reach.pointsWithinBalance && short ? 'points-within-balance' : undefined;
}
