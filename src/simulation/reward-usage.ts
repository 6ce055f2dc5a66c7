import { normal, type Random } from '../domain/random.ts';
import type { RewardType, RewardUsage } from '../domain/reward.ts';
import { type BusinessCustomer, simulateBusinessCustomer } from './business-customer.ts';
import { logistic, logit, logNormal } from './distributions.ts';
import type { OfferRecord } from './offer-record.ts';
import { responseProbability } from './response-truth.ts';

/** Uses by one customer who takes the reward: the mean, and the most over all. A points promotion runs on every bill. */
export const USES_PER_TAKER: Readonly<Record<RewardType, { readonly mean: number; readonly most: number }>> =
  {
    'Coupon Series': { mean: 1.25, most: 3 },
    'Points Promotion': { mean: 2.6, most: 8 },
    Gift: { mean: 1, most: 1 },
    Service: { mean: 1.1, most: 2 },
  };

/** Customers who received a reward: log-normal, and never more than a large chain has. */
const RECEIVED = { median: 420, sigma: 1.5, most: 80_000 };

/** How far a usage rate strays from what the customers' probabilities say, in log-odds. */
const RATE_NOISE = 0.35;

/** Some customers of the business, by whom the attraction of a reward is judged. */
export function usagePanel(seed: number, size = 120): readonly BusinessCustomer[] {
  // From the far end of the indices, so that nobody of an ordinary population sits on it.
  return Array.from({ length: size }, (_, i) => simulateBusinessCustomer(seed, 2 ** 28 - 1 - i));
}

/** Mean true probability over the panel, with its better half counted double: hand-outs are aimed, if badly. */
export function attraction(panel: readonly BusinessCustomer[], record: OfferRecord): number {
  const all = panel.map((customer) => responseProbability(customer, record)).sort((a, b) => b - a);
  const best = all.slice(0, all.length / 2);
  return (mean(all) + 2 * mean(best)) / 3;
}

/**
 * Draws the past of a reward: customers log-normal, the share of them that used it around its attraction, uses by
 * type, and a total that strays by some 25% from uses times cost. At least one customer; uses may be none.
 */
export function simulateUsage(
  random: Random,
  type: RewardType,
  attracted: number,
  costPerUse: number,
): RewardUsage {
  const { median, sigma, most } = RECEIVED;
  const customersCount = Math.max(1, Math.min(most, Math.round(logNormal(random, Math.log(median), sigma))));
  const rate = logistic(logit(attracted) + RATE_NOISE * normal(random));
  const uses = USES_PER_TAKER[type];
  const perTaker = Math.min(uses.most, 1 + (uses.mean - 1) * logNormal(random, -0.125, 0.5));
  const usageCount = Math.round(customersCount * rate * perTaker);
  const value = usageCount * costPerUse * logNormal(random, 0, 0.25);
  return { customersCount, usageCount, totalValue: Math.round(value * 100) / 100 };
}

function mean(values: readonly number[]): number {
  return values.reduce((sum, value) => sum + value, 0) / values.length;
}
