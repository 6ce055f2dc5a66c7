import * as v from 'valibot';
import type { CustomerProfile } from '../domain/customer.ts';
import type { Reward, RewardColumns } from '../domain/reward.ts';

const source = ['profile', 'affinity', 'channel', 'attribute', 'reward', 'pair'] as const;

/** One thing that a model looks at: of the customer, of the reward, or of how the two meet. */
export const MatchFeatureSchema = v.strictObject({
  source: v.picklist(source),
  key: v.string(),
  kind: v.picklist(['number', 'category']),
});
export type MatchFeature = v.InferOutput<typeof MatchFeatureSchema>;

export type FeatureValue = number | string | undefined;

interface Field<T> {
  readonly kind: 'number' | 'category';
  /** In a sentence: `days since the last purchase`. */
  readonly label: string;
  readonly value: (of: T) => FeatureValue;
}

function number<T>(label: string, value: (of: T) => number | undefined): Field<T> {
  return { kind: 'number', label, value };
}

function category<T>(label: string, value: (of: T) => string | undefined): Field<T> {
  return { kind: 'category', label, value };
}

type Fields<T> = Readonly<Record<string, Field<T>>>;

const PROFILE: Fields<CustomerProfile> = {
  name: category('name', (p) => p.name),
  gender: category('gender', (p) => p.gender),
  age: number('age in years', (p) => p.age),
  monthlyIncome: number('monthly income', (p) => p.monthlyIncome),
  loyaltyTier: category('loyalty tier', (p) => p.loyaltyTier),
  pointsBalance: number('points in the account', (p) => p.pointsBalance),
  zone: category('zone', (p) => p.zone),
  recencyDays: number('days since the last purchase', (p) => p.recencyDays),
  frequency: number('number of purchases', (p) => p.frequency),
  monetary: number('total spending', (p) => p.monetary),
  averageBasket: number('average basket', (p) => p.averageBasket),
  tenureDays: number('days as a customer', (p) => p.tenureDays),
  channelPreference: category('preferred channel', (p) => p.channelPreference),
  discountAffinity: number('share of purchases made with a discount', (p) => p.discountAffinity),
  churnRisk: number('risk of leaving', (p) => p.churnRisk),
  expectedLifetimeValue: number('expected value over a year', (p) => p.expectedLifetimeValue),
};

/** A reward with its row of the deck's fourteen columns. */
export interface ColumnedReward {
  readonly reward: Reward;
  readonly columns: RewardColumns;
}

const REWARD: Fields<ColumnedReward> = {
  offer_type: category('type of the reward', ({ columns }) => columns.offer_type),
  offer_id: category('the reward itself', ({ columns }) => columns.offer_id),
  offer_name: category('name of the reward', ({ columns }) => columns.offer_name),
  total_value: number('total value of the reward so far', ({ columns }) => columns.total_value),
  customers_count: number('customers who received the reward', ({ columns }) => columns.customers_count),
  usage_count: number('times the reward was used', ({ columns }) => columns.usage_count),
  usage_rate: number('usage rate of the reward', ({ columns }) => columns.usage_rate),
  value_per_customer: number('value of the reward per customer', ({ columns }) => columns.value_per_customer),
  value_per_usage: number('value of the reward per use', ({ columns }) => columns.value_per_usage),
  total_value_log: number('total value of the reward (log)', ({ columns }) => columns.total_value_log),
  customers_count_log: number('customers of the reward (log)', ({ columns }) => columns.customers_count_log),
  usage_count_log: number('uses of the reward (log)', ({ columns }) => columns.usage_count_log),
  offer_type_freq: number('how common the type of reward is', ({ columns }) => columns.offer_type_freq),
  offer_name_freq: number('how common the name of the reward is', ({ columns }) => columns.offer_name_freq),
  category: category('category of the reward', ({ reward }) => reward.category),
  discountPct: number('discount in percent', ({ reward }) => reward.discountPct),
  amountOff: number('money off', ({ reward }) => reward.amountOff),
  bonusPoints: number('bonus points', ({ reward }) => reward.bonusPoints),
  pointsRequired: number('points to be spent', ({ reward }) => reward.pointsRequired),
  minSpend: number('least spending asked for', ({ reward }) => reward.minSpend),
  paymentMethod: category('payment method asked for', ({ reward }) => reward.paymentMethod),
};

interface Pair {
  readonly profile: CustomerProfile;
  readonly reward: Reward;
}

const PAIR: Fields<Pair> = {
  category_share: number('share of spending on the category of the reward', ({ profile, reward }) =>
    Object.keys(profile.categoryAffinity).length === 0
      ? undefined
      : (profile.categoryAffinity[reward.category] ?? 0),
  ),
  channel_share: number('share of purchases by the channels of the reward', ({ profile, reward }) =>
    reward.channels?.reduce((sum, channel) => sum + (profile.channelShares[channel] ?? 0), 0),
  ),
  spend_stretch: number('least spending asked for, in average baskets', ({ profile, reward }) =>
    reward.minSpend === undefined || !(profile.averageBasket > 0)
      ? undefined
      : reward.minSpend / profile.averageBasket,
  ),
  points_spare: number('points left over after the reward', ({ profile, reward }) =>
    reward.pointsRequired === undefined || profile.pointsBalance === undefined
      ? undefined
      : profile.pointsBalance - reward.pointsRequired,
  ),
};

const FIXED = { profile: PROFILE, reward: REWARD, pair: PAIR };

/** The features that every model may look at, of one source. */
export function fixedFeatures(from: 'profile' | 'reward' | 'pair'): readonly MatchFeature[] {
  const fields: Fields<never> = FIXED[from];
  return Object.entries(fields).map(([key, { kind }]) => ({ source: from, key, kind }));
}

/** Unique within a model. */
export function featureName({ source: from, key }: MatchFeature): string {
  return `${from}.${key}`;
}

/** In a sentence. */
export function featureLabel({ source: from, key }: MatchFeature): string {
  if (from === 'affinity') return `share of spending on ${key}`;
  if (from === 'channel') return `share of purchases by ${key}`;
  if (from === 'attribute') return key;
  const fields: Fields<never> = FIXED[from];
  return fields[key]?.label ?? key;
}

/** Whether it depends on the customer alone, the reward alone, or both. */
export function featureSide({ source: from }: MatchFeature): 'customer' | 'reward' | 'pair' {
  return from === 'reward' || from === 'pair' ? from : 'customer';
}

/** The value for a customer and a reward; undefined where it is not known, or not of the feature's kind. */
export function featureValue(
  { source: from, key, kind }: MatchFeature,
  profile: CustomerProfile,
  reward: ColumnedReward,
): FeatureValue {
  const value = rawValue(from, key, profile, reward);
  if (kind === 'category') return value === undefined ? undefined : String(value);
  return typeof value === 'number' && Number.isFinite(value) ? value : undefined;
}

function rawValue(
  from: MatchFeature['source'],
  key: string,
  profile: CustomerProfile,
  reward: ColumnedReward,
): FeatureValue {
  if (from === 'profile') return PROFILE[key]?.value(profile);
  if (from === 'affinity') return share(profile.categoryAffinity, key);
  if (from === 'channel') return share(profile.channelShares, key);
  if (from === 'attribute') return profile.attributes[key];
  if (from === 'reward') return REWARD[key]?.value(reward);
  return PAIR[key]?.value({ profile, reward: reward.reward });
}

/** Of nothing known, nothing; of others known, none. */
function share(shares: Readonly<Record<string, number>>, key: string): number | undefined {
  for (const _ in shares) return shares[key] ?? 0;
  return undefined;
}
