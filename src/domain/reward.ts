import type { ChannelName } from './customer.ts';

export const REWARD_TYPES = ['Coupon Series', 'Points Promotion', 'Gift', 'Service'] as const;
export type RewardType = (typeof REWARD_TYPES)[number];

/** One offer that a marketer may hand out. Its numbers are the only ones that a coupon's text may state. */
export interface Reward {
  readonly id: string;
  readonly type: RewardType;
  /** As the marketer names it: `Flat 30% off on hiking boots`. */
  readonly name: string;
  /** What is offered, in running text without an article: `hiking boots`. */
  readonly product: string;
  readonly category: string;
  /** Percent, 0 to 100. */
  readonly discountPct?: number;
  /** Money off, in the currency of the catalogue. */
  readonly amountOff?: number;
  /** Points given on top. */
  readonly bonusPoints?: number;
  /** Points that the customer has to spend for it, at least 0. */
  readonly pointsRequired?: number;
  /** The purchase has to be at least this much, in the currency of the catalogue. */
  readonly minSpend?: number;
  readonly paymentMethod?: string;
  /** First and last moment at which it holds, in milliseconds since 1970. */
  readonly validFrom?: number;
  readonly validUntil?: number;
  /** Names of the segments it is for; for all where absent. */
  readonly segments?: readonly string[];
  readonly channels?: readonly ChannelName[];
  /** What one redemption costs the business, in the currency of the catalogue. */
  readonly costPerUse?: number;
  /** Whether it is credit or sold like credit; age and gender may never decide on it. */
  readonly creditLike?: boolean;
  /** What its use so far has been; absent for one that was never handed out. */
  readonly usage?: RewardUsage;
}

/** Counts over the whole past of a reward (columns 4 to 6 of the deck's catalogue). */
export interface RewardUsage {
  /** Money that was handed out or earned with it, as the catalogue counts it. */
  readonly totalValue: number;
  /** Customers who received it. */
  readonly customersCount: number;
  /** Times it was used. */
  readonly usageCount: number;
}

/** The deck's fourteen columns, under the deck's names. Frequencies are shares of the catalogue's rows. */
export interface RewardColumns {
  readonly offer_type: string;
  readonly offer_id: string;
  readonly offer_name: string;
  readonly total_value: number;
  readonly customers_count: number;
  readonly usage_count: number;
  readonly usage_rate: number;
  readonly value_per_customer: number;
  readonly value_per_usage: number;
  readonly total_value_log: number;
  readonly customers_count_log: number;
  readonly usage_count_log: number;
  readonly offer_type_freq: number;
  readonly offer_name_freq: number;
}

/**
 * The fourteen columns of every reward, in the order given. Rates are `usage / customers` and 0 where nobody received
 * the reward; logarithms are `log1p`; a reward without usage counts as zero throughout.
 */
export function rewardColumns(rewards: readonly Reward[]): readonly RewardColumns[] {
  const types = countBy(rewards, ({ type }) => type);
  const names = countBy(rewards, ({ name }) => name);
  return rewards.map(({ type, id, name, usage }) => {
    const { totalValue, customersCount, usageCount } = usage ?? NO_USAGE;
    return {
      offer_type: type,
      offer_id: id,
      offer_name: name,
      total_value: totalValue,
      customers_count: customersCount,
      usage_count: usageCount,
      usage_rate: ratio(usageCount, customersCount),
      value_per_customer: ratio(totalValue, customersCount),
      value_per_usage: ratio(totalValue, usageCount),
      total_value_log: Math.log1p(totalValue),
      customers_count_log: Math.log1p(customersCount),
      usage_count_log: Math.log1p(usageCount),
      offer_type_freq: (types.get(type) ?? 0) / rewards.length,
      offer_name_freq: (names.get(name) ?? 0) / rewards.length,
    };
  });
}

const NO_USAGE: RewardUsage = { totalValue: 0, customersCount: 0, usageCount: 0 };

function ratio(part: number, whole: number): number {
  return whole === 0 ? 0 : part / whole;
}

function countBy(rewards: readonly Reward[], key: (reward: Reward) => string): ReadonlyMap<string, number> {
  const counts = new Map<string, number>();
  for (const reward of rewards) counts.set(key(reward), (counts.get(key(reward)) ?? 0) + 1);
  return counts;
}
