import type { CustomerProfile } from '../domain/customer.ts';
import { paymentMethodsIn } from '../domain/payment-method.ts';
import type { Reward } from '../domain/reward.ts';
import { logOdds } from './log-odds.ts';
import { PREFERENCE_WEIGHTS, SIGNALS, type Signal } from './preference-weights.ts';

/** What is usual among the customers, against which one of them is held. */
export interface UsualCustomer {
  /** Mean share of spending by category. */
  readonly categories: Readonly<Record<string, number>>;
  /** Means over those of whom it is known. */
  readonly discountAffinity?: number | undefined;
  readonly churnRisk?: number | undefined;
  /** Median. */
  readonly pointsBalance?: number | undefined;
}

/** Purchases that the usual share weighs against a customer's own. */
const SHRINKAGE = 4;
/** Log-ratios beyond this say no more. */
const MOST = 2;
/** Baskets that nobody finds a stretch. */
const EASY_SPEND = 1.5;
/** A category of less than this usual share counts as this. */
const LEAST_SHARE = 0.005;
const POINTS_AT_LEAST = 100;

/** What of a reward the signals look at. */
interface RewardTraits {
  /** Categories of the import that are this reward's, and their usual share together. */
  readonly categories: readonly string[];
  readonly usualShare: number;
  readonly cutsPrice: boolean;
  readonly givesPoints: boolean;
  readonly minSpend: number | undefined;
  readonly price: number | undefined;
  readonly payment: string | undefined;
  readonly channels: readonly string[] | undefined;
}

/** What speaks for and against each reward, one customer after another, into the same memory. */
export class PreferenceSignals {
  /** In log-odds, by position of the reward. */
  readonly effects: Float64Array;
  private readonly usual: UsualCustomer;
  private readonly traits: readonly RewardTraits[];

  constructor(rewards: readonly Reward[], usual: UsualCustomer) {
    this.usual = usual;
    const known = Object.keys(usual.categories);
    this.traits = rewards.map((reward) => traitsOf(reward, known, usual));
    this.effects = new Float64Array(rewards.length);
  }

  /** Sums up the effects of every reward for one customer. */
  write(profile: CustomerProfile): void {
    const payment = paymentOf(profile);
    for (const [i, traits] of this.traits.entries()) {
      let sum = 0;
      for (const signal of SIGNALS) {
        const value = SIGNAL_TABLE[signal](traits, profile, this.usual, payment);
        if (value !== undefined) sum += PREFERENCE_WEIGHTS[signal].weight * value;
      }
      this.effects[i] = sum;
    }
  }

  /** Each signal that says something of this customer and reward, with its effect in log-odds. */
  parts(
    reward: number,
    profile: CustomerProfile,
  ): readonly { signal: Signal; effect: number; seen: string }[] {
    const traits = this.traits[reward];
    if (traits === undefined) throw new RangeError(`There is no reward at position ${reward}`);
    const payment = paymentOf(profile);
    return SIGNALS.flatMap((signal) => {
      const value = SIGNAL_TABLE[signal](traits, profile, this.usual, payment);
      if (value === undefined) return [];
      const effect = PREFERENCE_WEIGHTS[signal].weight * value;
      return [{ signal, effect, seen: SEEN[signal](traits, profile, payment) }];
    });
  }
}

type Reader = (
  traits: RewardTraits,
  profile: CustomerProfile,
  usual: UsualCustomer,
  payment: string | undefined,
) => number | undefined;

/** Undefined where the import does not tell. */
const SIGNAL_TABLE: Readonly<Record<Signal, Reader>> = {
  category: ({ categories, usualShare }, profile) => {
    if (categories.length === 0 || profile.frequency === 0) return undefined;
    const own = shareOf(categories, profile);
    if (own === undefined) return undefined;
    const drawn = (own * profile.frequency + SHRINKAGE * usualShare) / (profile.frequency + SHRINKAGE);
    return limited(Math.log(drawn / usualShare));
  },
  saving: ({ cutsPrice }, { discountAffinity, frequency }, usual) => {
    if (discountAffinity === undefined || usual.discountAffinity === undefined) return undefined;
    const middle = within(usual.discountAffinity);
    const drawn = within((discountAffinity * frequency + SHRINKAGE * middle) / (frequency + SHRINKAGE));
    const above = limited(logOdds(drawn) - logOdds(middle));
    return cutsPrice ? above : -above / 2;
  },
  points: ({ givesPoints }, { pointsBalance }, usual) => {
    if (!givesPoints || pointsBalance === undefined || usual.pointsBalance === undefined) return undefined;
    return limited(
      Math.log((Math.max(0, pointsBalance) + POINTS_AT_LEAST) / (usual.pointsBalance + POINTS_AT_LEAST)),
    );
  },
  stretch: ({ minSpend }, { averageBasket }) =>
    minSpend === undefined || !(averageBasket > 0)
      ? undefined
      : Math.max(0, Math.log(minSpend / (EASY_SPEND * averageBasket))),
  price: ({ price }, { averageBasket }) =>
    price === undefined || !(price > 0 && averageBasket > 0)
      ? undefined
      : Math.min(MOST, Math.abs(Math.log(price / averageBasket))),
  channel: ({ channels }, { channelShares }) => {
    if (channels === undefined || Object.keys(channelShares).length === 0) return undefined;
    return channels.reduce((sum, channel) => sum + (channelShares[channel] ?? 0), 0);
  },
  payment: ({ payment }, _, __, own) =>
    payment === undefined || own === undefined ? undefined : payment === own ? 1 : -2,
  activity: (_, { churnRisk }, usual) =>
    churnRisk === undefined || usual.churnRisk === undefined ? undefined : churnRisk - usual.churnRisk,
};

/** The value in the words of a driver. */
const SEEN: Readonly<
  Record<Signal, (traits: RewardTraits, profile: CustomerProfile, payment: string | undefined) => string>
> = {
  category: ({ categories, usualShare }, profile) =>
    `${percent(shareOf(categories, profile) ?? 0)}, ${percent(usualShare)} is usual`,
  saving: (_, { discountAffinity = 0 }) => percent(discountAffinity),
  points: (_, { pointsBalance = 0 }) => String(Math.round(pointsBalance)),
  stretch: ({ minSpend = 0 }, { averageBasket }) => (minSpend / averageBasket).toFixed(1),
  price: ({ price = 0 }, { averageBasket }) => (price / averageBasket).toFixed(1),
  channel: ({ channels = [] }, { channelShares }) =>
    percent(channels.reduce((sum, channel) => sum + (channelShares[channel] ?? 0), 0)),
  payment: ({ payment = '' }, _, own = '') =>
    payment === own ? own : `${own}, where ${payment} is asked for`,
  activity: (_, { churnRisk = 0 }) => percent(churnRisk),
};

function traitsOf(reward: Reward, known: readonly string[], usual: UsualCustomer): RewardTraits {
  const { discountPct, amountOff, costPerUse, minSpend, type, paymentMethod } = reward;
  const exact = known.filter((category) => sameText(category, reward.category));
  const like = exact.length > 0 ? exact : known.filter((category) => sharesWord(category, reward));
  const usualShare = like.reduce((sum, category) => sum + (usual.categories[category] ?? 0), 0);
  return {
    categories: like,
    usualShare: Math.max(LEAST_SHARE, usualShare),
    cutsPrice: discountPct !== undefined || amountOff !== undefined,
    givesPoints: type === 'Points Promotion',
    minSpend,
    // What a discount of so many percent costs tells the price it is taken from.
    price:
      discountPct !== undefined && costPerUse !== undefined ? (100 * costPerUse) / discountPct : minSpend,
    payment: paymentMethod === undefined ? undefined : paymentMethodsIn(paymentMethod)[0],
    channels: reward.channels,
  };
}

function shareOf(categories: readonly string[], { categoryAffinity }: CustomerProfile): number | undefined {
  for (const _ in categoryAffinity) {
    return categories.reduce((sum, category) => sum + (categoryAffinity[category] ?? 0), 0);
  }
  return undefined;
}

/** The way of paying, where a column of the import tells one that has a name. */
function paymentOf({ attributes }: CustomerProfile): string | undefined {
  for (const name in attributes) {
    if (/pay/i.test(name)) return paymentMethodsIn(String(attributes[name]))[0];
  }
  return undefined;
}

function sameText(a: string, b: string): boolean {
  return a.trim().toLowerCase() === b.trim().toLowerCase();
}

/** `wines` and `red wine`: a word of four letters or more, an s at its end aside. */
function sharesWord(category: string, { category: own, product }: Reward): boolean {
  const words = new Set(stems(`${own} ${product}`));
  return stems(category).some((word) => words.has(word));
}

function stems(text: string): readonly string[] {
  return (text.toLowerCase().match(/\p{L}{4,}/gu) ?? []).map((word) => word.replace(/s$/, ''));
}

function limited(value: number): number {
  return Math.max(-MOST, Math.min(MOST, value));
}

function within(share: number): number {
  return Math.min(0.98, Math.max(0.02, share));
}

function percent(share: number): string {
  return `${(100 * share).toFixed(share < 0.1 ? 1 : 0)}%`;
}
