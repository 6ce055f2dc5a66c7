import * as v from 'valibot';
import type { CustomerProfile } from '../domain/customer.ts';
import type { Reward, RewardColumns } from '../domain/reward.ts';
import { type Sensitive, sensitiveKind } from './sensitive-columns.ts';

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

const MOST_CATEGORIES = 20;
const MOST_CHANNELS = 10;
/** An attribute with more levels than this is taken for an identifier or free text. */
const MOST_LEVELS = 50;
/** Profiles to look at between two pauses. */
const PROFILES_AT_ONCE = 5000;

/**
 * What a model may look at for these customers. Name, gender and age, and attributes that tell them by their column's
 * name, only where `include` says so; identifiers and free text never. Yields where a pause may be made.
 */
export function* matchFeatures(
  profiles: readonly CustomerProfile[],
  include: readonly Sensitive[],
): Generator<void, readonly MatchFeature[]> {
  const allowed = (key: string) => {
    const kind = sensitiveKind(key);
    return kind === undefined || include.includes(kind);
  };
  const fixed = <T>(from: MatchFeature['source'], fields: Fields<T>) =>
    Object.entries(fields).map(([key, { kind }]): MatchFeature => ({ source: from, key, kind }));
  return [
    ...fixed('profile', PROFILE).filter(({ key }) => allowed(key)),
    ...(yield* commonest(profiles, (p) => p.categoryAffinity, MOST_CATEGORIES)).map(
      (key): MatchFeature => ({ source: 'affinity', key, kind: 'number' }),
    ),
    ...(yield* commonest(profiles, (p) => p.channelShares, MOST_CHANNELS)).map(
      (key): MatchFeature => ({ source: 'channel', key, kind: 'number' }),
    ),
    ...(yield* attributeFeatures(profiles)).filter(({ key }) => allowed(key)),
    ...fixed('reward', REWARD),
    ...fixed('pair', PAIR),
  ];
}

function* commonest(
  profiles: readonly CustomerProfile[],
  shares: (profile: CustomerProfile) => Readonly<Record<string, number>>,
  most: number,
): Generator<void, readonly string[]> {
  const sums = new Map<string, number>();
  for (const [i, profile] of profiles.entries()) {
    if (i % PROFILES_AT_ONCE === 0) yield;
    for (const [key, share] of Object.entries(shares(profile))) sums.set(key, (sums.get(key) ?? 0) + share);
  }
  return [...sums]
    .sort(([a, x], [b, y]) => y - x || (a < b ? -1 : 1))
    .slice(0, most)
    .map(([key]) => key);
}

function* attributeFeatures(profiles: readonly CustomerProfile[]): Generator<void, readonly MatchFeature[]> {
  const seen = new Map<string, { numbers: number; texts: number; levels: Set<string> }>();
  for (const [i, { attributes }] of profiles.entries()) {
    if (i % PROFILES_AT_ONCE === 0) yield;
    for (const [key, value] of Object.entries(attributes)) {
      const column = seen.get(key) ?? { numbers: 0, texts: 0, levels: new Set() };
      seen.set(key, column);
      if (typeof value === 'number') column.numbers += 1;
      else {
        column.texts += 1;
        if (column.levels.size <= MOST_LEVELS) column.levels.add(value);
      }
    }
  }
  return [...seen]
    .sort(([a], [b]) => (a < b ? -1 : 1))
    .filter(([key]) => !/(^|[^a-z])id$/i.test(key))
    .flatMap(([key, { numbers, texts, levels }]): MatchFeature[] => {
      if (numbers >= texts) return [{ source: 'attribute', key, kind: 'number' }];
      return levels.size > MOST_LEVELS ? [] : [{ source: 'attribute', key, kind: 'category' }];
    });
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
  const fields: Fields<never> = from === 'profile' ? PROFILE : from === 'reward' ? REWARD : PAIR;
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
