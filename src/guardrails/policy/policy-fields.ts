/** What a custom rule may look at, by kind of value; the names are the published schema's. */
export const REWARD_NUMBERS = [
  'reward.discountPct',
  'reward.amountOff',
  'reward.bonusPoints',
  'reward.pointsRequired',
  'reward.minSpend',
  'reward.costPerUse',
  'reward.daysLeft',
  'text.words',
  'text.characters',
] as const;

export const REWARD_TEXTS = [
  'reward.id',
  'reward.type',
  'reward.product',
  'reward.category',
  'reward.paymentMethod',
] as const;

export const REWARD_FLAGS = ['reward.creditLike'] as const;

export const CUSTOMER_NUMBERS = [
  'customer.age',
  'customer.pointsBalance',
  'customer.recencyDays',
  'customer.frequency',
  'customer.monetary',
  'customer.averageBasket',
  'customer.tenureDays',
  'customer.discountAffinity',
  'customer.churnRisk',
  'customer.expectedLifetimeValue',
] as const;

export const CUSTOMER_TEXTS = [
  'customer.gender',
  'customer.loyaltyTier',
  'customer.zone',
  'customer.channelPreference',
  'segment',
  'channel',
  'goal',
  'campaign',
] as const;

export type RewardField =
  | (typeof REWARD_NUMBERS)[number]
  | (typeof REWARD_TEXTS)[number]
  | (typeof REWARD_FLAGS)[number];
export type PolicyField = RewardField | (typeof CUSTOMER_NUMBERS)[number] | (typeof CUSTOMER_TEXTS)[number];

/** Fields that no rule uses unless the policy allows it, and that never decide on rewards sold like credit. */
export const SENSITIVE_FIELDS = { 'customer.age': 'allowAge', 'customer.gender': 'allowGender' } as const;

const REWARD_FIELDS: ReadonlySet<string> = new Set([...REWARD_NUMBERS, ...REWARD_TEXTS, ...REWARD_FLAGS]);

/** Whether the field belongs to the reward or its text, and so is known before any customer is. */
export function isRewardField(field: string): field is RewardField {
  return REWARD_FIELDS.has(field);
}

/** `discount`, `minimum spend`: the field as a marketer says it. */
export const FIELD_WORDS: Readonly<Record<PolicyField, string>> = {
  'reward.discountPct': 'discount (percent)',
  'reward.amountOff': 'money off',
  'reward.bonusPoints': 'bonus points',
  'reward.pointsRequired': 'points required',
  'reward.minSpend': 'minimum spend',
  'reward.costPerUse': 'cost of one use',
  'reward.daysLeft': 'days left',
  'text.words': 'words of the text',
  'text.characters': 'characters of the text',
  'reward.id': 'reward',
  'reward.type': 'type of the reward',
  'reward.product': 'product',
  'reward.category': 'category',
  'reward.paymentMethod': 'payment method',
  'reward.creditLike': 'sold like credit',
  'customer.age': 'age',
  'customer.pointsBalance': 'points balance',
  'customer.recencyDays': 'days since the last purchase',
  'customer.frequency': 'number of purchases',
  'customer.monetary': 'money spent',
  'customer.averageBasket': 'average basket',
  'customer.tenureDays': 'days as a customer',
  'customer.discountAffinity': 'share of purchases with a discount',
  'customer.churnRisk': 'churn risk',
  'customer.expectedLifetimeValue': 'expected lifetime value',
  'customer.gender': 'gender',
  'customer.loyaltyTier': 'loyalty tier',
  'customer.zone': 'zone',
  'customer.channelPreference': 'preferred channel',
  segment: 'segment',
  channel: 'channel',
  goal: 'goal',
  campaign: 'campaign',
};
