import type { CustomerProfile } from '../domain/customer.ts';
import type { Reward } from '../domain/reward.ts';
import { logOdds } from './log-odds.ts';
import { paymentOf } from './payment-of.ts';
import { PREFERENCE_WEIGHTS, SIGNALS, type Signal } from './preference-weights.ts';
import { ListTable, type RewardTraits, rewardTraits } from './reward-traits.ts';

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
/** Natural logarithm of the baskets that nobody finds a stretch. */
const EASY_SPEND = Math.log(1.5);
/** A category of less than this usual share counts as this. */
const LEAST_SHARE = 0.005;
const POINTS_AT_LEAST = 100;
/** Share of the rewards whose category the import knows, for the others to count as foreign. */
const LEAST_COMPARABLE = 0.33;

/** What of one customer the signals look at, worked out once for all rewards. */
interface CustomerTraits {
  /** By list of categories, and by list of channels; NaN where the import does not tell. */
  readonly categories: Float64Array;
  readonly channels: Float64Array;
  /** For rewards that cut a price, and for the others. */
  readonly cuts: number;
  readonly others: number;
  readonly points: number;
  readonly activity: number;
  /** Natural logarithm of the average basket. */
  readonly basket: number;
  readonly payment: string | undefined;
}

/** What speaks for and against each reward, one customer after another, into the same memory. */
export class PreferenceSignals {
  /** In log-odds, by position of the reward. */
  readonly effects: Float64Array;
  /** The part of them that does not lie in the customers but in what the reward asks of anybody. */
  readonly burdens: Float64Array;
  private readonly usual: UsualCustomer;
  private readonly traits: readonly RewardTraits[];
  private readonly categories: readonly (readonly string[])[];
  private readonly channels: readonly (readonly string[])[];
  private readonly values = new Float64Array(SIGNALS.length);

  constructor(rewards: readonly Reward[], usual: UsualCustomer) {
    this.usual = usual;
    const known = Object.keys(usual.categories);
    const [categories, channels] = [new ListTable(), new ListTable()];
    const traits = rewards.map((reward) => rewardTraits(reward, known, categories, channels));
    // A catalogue that names its categories in other words than the import tells nothing of what is foreign here.
    const named = traits.filter((each) => each.categories.length > 0).length;
    const isComparable = named >= LEAST_COMPARABLE * traits.length;
    this.traits = traits.map((each) => ({ ...each, isForeign: each.isForeign && isComparable }));
    this.categories = categories.lists;
    this.channels = channels.lists;
    this.effects = new Float64Array(rewards.length);
    this.burdens = new Float64Array(rewards.length);
  }

  /** Sums up the effects of every reward for one customer. */
  write(profile: CustomerProfile): void {
    const customer = this.customerTraits(profile);
    for (let i = 0; i < this.traits.length; i += 1) {
      this.read(this.traits[i] as RewardTraits, customer);
      let [sum, burden] = [0, 0];
      for (let k = 0; k < WEIGHTS.length; k += 1) {
        const value = this.values[k] as number;
        if (Number.isNaN(value)) continue;
        const effect = (WEIGHTS[k] as number) * value;
        sum += effect;
        if (BURDENS[k]) burden += effect;
      }
      this.effects[i] = sum;
      this.burdens[i] = burden;
    }
  }

  /** Each signal that says something of this customer and reward, with its effect in log-odds. */
  parts(
    reward: number,
    profile: CustomerProfile,
  ): readonly { signal: Signal; effect: number; seen: string }[] {
    const traits = this.traits[reward];
    if (traits === undefined) throw new RangeError(`There is no reward at position ${reward}`);
    const customer = this.customerTraits(profile);
    this.read(traits, customer);
    return SIGNALS.flatMap((signal, k) => {
      const value = this.values[k] as number;
      if (Number.isNaN(value)) return [];
      const seen = SEEN[signal](traits, profile, this.usual, customer.payment);
      return [{ signal, effect: (WEIGHTS[k] as number) * value, seen }];
    });
  }

  /** The signals' values in their order; NaN where the import does not tell. */
  private read(traits: RewardTraits, customer: CustomerTraits): void {
    const { values } = this;
    const { minSpend, price, payment } = traits;
    values[0] = customer.categories[traits.categoryList] as number;
    values[1] = traits.isForeign ? 1 : Number.NaN;
    values[2] = traits.cutsPrice ? customer.cuts : customer.others;
    values[3] = traits.givesPoints ? customer.points : Number.NaN;
    values[4] = Math.max(0, minSpend - EASY_SPEND - customer.basket);
    values[5] = Math.min(MOST, Math.abs(price - customer.basket));
    values[6] = customer.channels[traits.channelList] as number;
    values[7] =
      payment === undefined || customer.payment === undefined
        ? Number.NaN
        : payment === customer.payment
          ? 1
          : -2;
    values[8] = customer.activity;
  }

  private customerTraits(profile: CustomerProfile): CustomerTraits {
    const { discountAffinity, frequency, pointsBalance, averageBasket, churnRisk, channelShares } = profile;
    const { usual } = this;
    const shrunk = (own: number, middle: number) =>
      (own * frequency + SHRINKAGE * middle) / (frequency + SHRINKAGE);
    let saving = Number.NaN;
    if (discountAffinity !== undefined && usual.discountAffinity !== undefined) {
      const middle = within(usual.discountAffinity);
      saving = limited(logOdds(within(shrunk(discountAffinity, middle))) - logOdds(middle));
    }
    const points =
      pointsBalance === undefined || usual.pointsBalance === undefined
        ? Number.NaN
        : limited(
            Math.log(
              (Math.max(0, pointsBalance) + POINTS_AT_LEAST) / (usual.pointsBalance + POINTS_AT_LEAST),
            ),
          );
    const anyChannel = hasAny(channelShares);
    const anyCategory = frequency > 0 && hasAny(profile.categoryAffinity);
    return {
      categories: Float64Array.from(this.categories, (list) => {
        if (list.length === 0 || !anyCategory) return Number.NaN;
        const share = usualShareOf(list, usual);
        return limited(Math.log(shrunk(shareOf(list, profile.categoryAffinity), share) / share));
      }),
      channels: Float64Array.from(this.channels, (list) =>
        list.length === 0 || !anyChannel ? Number.NaN : shareOf(list, channelShares),
      ),
      cuts: saving,
      others: -saving / 2,
      points,
      activity:
        churnRisk === undefined || usual.churnRisk === undefined ? Number.NaN : churnRisk - usual.churnRisk,
      basket: averageBasket > 0 ? Math.log(averageBasket) : Number.NaN,
      payment: paymentOf(profile),
    };
  }
}

const WEIGHTS = SIGNALS.map((signal) => PREFERENCE_WEIGHTS[signal].weight);
const BURDENS = SIGNALS.map((signal) => PREFERENCE_WEIGHTS[signal].burden === true);

/** The value in the words of a driver. */
const SEEN: Readonly<
  Record<
    Signal,
    (
      traits: RewardTraits,
      profile: CustomerProfile,
      usual: UsualCustomer,
      payment: string | undefined,
    ) => string
  >
> = {
  category: ({ categories }, { categoryAffinity }, usual) =>
    `${percent(shareOf(categories, categoryAffinity))}, ${percent(usualShareOf(categories, usual))} is usual`,
  foreign: ({ category }) => category,
  saving: (_, { discountAffinity = 0 }, usual) =>
    `${percent(discountAffinity)}, ${percent(usual.discountAffinity ?? 0)} is usual`,
  points: (_, { pointsBalance = 0 }, usual) =>
    `${Math.round(pointsBalance).toLocaleString('en')}, ${Math.round(usual.pointsBalance ?? 0).toLocaleString('en')} is usual`,
  stretch: ({ minSpend }, { averageBasket }) => (Math.exp(minSpend) / averageBasket).toFixed(1),
  price: ({ price }, { averageBasket }) => (Math.exp(price) / averageBasket).toFixed(1),
  channel: ({ channels }, { channelShares }) => percent(shareOf(channels, channelShares)),
  payment: ({ payment = '' }, _, __, own = '') =>
    payment === own ? own : `${own}, where ${payment} is asked for`,
  activity: (_, { churnRisk = 0 }, usual) =>
    `${percent(churnRisk)}, ${percent(usual.churnRisk ?? 0)} is usual`,
};

function shareOf(names: readonly string[], shares: Readonly<Record<string, number>>): number {
  let sum = 0;
  for (const name of names) sum += shares[name] ?? 0;
  return sum;
}

function usualShareOf(categories: readonly string[], usual: UsualCustomer): number {
  return Math.max(LEAST_SHARE, shareOf(categories, usual.categories));
}

function hasAny(shares: Readonly<Record<string, number>>): boolean {
  for (const _ in shares) return true;
  return false;
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
