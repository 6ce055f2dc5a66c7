import * as v from 'valibot';
import type { CustomerProfile } from '../domain/customer.ts';
import type { Reward } from '../domain/reward.ts';

const amount = v.pipe(v.number(), v.finite('must be finite'), v.minValue(0, 'must be at least 0'));

/** What is assumed about money, in the currency of the catalogue. */
export const EconomicsSchema = v.pipe(
  v.strictObject({
    /** Part of a sale that is left before the reward, 0 to 1. */
    marginShare: v.optional(v.pipe(amount, v.maxValue(1, 'must be at most 1')), 0.3),
    /** What one bonus point costs. */
    pointCost: v.optional(amount, 0.01),
    /** What sending one offer costs, whether it is used or not. */
    contactCost: v.optional(amount, 0),
  }),
  v.readonly(),
);
export type Economics = v.InferOutput<typeof EconomicsSchema>;

/** The assumptions in words, to show beside every expected value. */
export function assumptions({ marginShare, pointCost, contactCost }: Economics): readonly string[] {
  return [
    `A response is one purchase of the customer's average basket, or of the least spending the reward asks for where that is more; where no basket is known, of the average over all customers.`,
    `${Math.round(1000 * marginShare) / 10}% of a purchase is margin before the reward.`,
    `A use costs what the catalogue says; where it says nothing, the discount on that purchase and ${pointCost} a bonus point.`,
    `Sending an offer costs ${contactCost}. The purchase is counted in full, although some would have been made without the offer; only a hold-out can tell how many.`,
  ];
}

/** Money from one response: margin of the purchase less the cost of the reward. */
export function valueOfResponse(
  profile: CustomerProfile,
  reward: Reward,
  { marginShare, pointCost }: Economics,
  usualBasket: number,
): number {
  const known = profile.averageBasket > 0 ? profile.averageBasket : usualBasket;
  const basket = Math.max(known, reward.minSpend ?? 0);
  const cost =
    reward.costPerUse ??
    ((reward.discountPct ?? 0) / 100) * basket +
      Math.min(basket, reward.amountOff ?? 0) +
      (reward.bonusPoints ?? 0) * pointCost;
  return marginShare * basket - cost;
}

/** Mean of the average baskets that are known; 0 where none is. */
export function usualBasket(profiles: readonly CustomerProfile[]): number {
  let sum = 0;
  let count = 0;
  for (const { averageBasket } of profiles) {
    if (!(averageBasket > 0 && averageBasket < Infinity)) continue;
    sum += averageBasket;
    count += 1;
  }
  return count === 0 ? 0 : sum / count;
}
