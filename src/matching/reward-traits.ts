import { paymentMethodsIn } from '../domain/payment-method.ts';
import type { Reward } from '../domain/reward.ts';

/** What of a reward the signals look at. */
export interface RewardTraits {
  readonly category: string;
  /** Categories of the import that are this reward's. */
  readonly categories: readonly string[];
  readonly categoryList: number;
  /** Nobody in the import buys anything like it. */
  readonly isForeign: boolean;
  readonly cutsPrice: boolean;
  readonly givesPoints: boolean;
  /** Natural logarithms; NaN where there is none. */
  readonly minSpend: number;
  readonly price: number;
  readonly payment: string | undefined;
  readonly channels: readonly string[];
  readonly channelList: number;
}

/** Lists that repeat, each kept once. */
export class ListTable {
  readonly lists: (readonly string[])[] = [];
  private readonly places = new Map<string, number>();

  placeOf(list: readonly string[]): number {
    const key = JSON.stringify(list);
    const known = this.places.get(key);
    if (known !== undefined) return known;
    this.places.set(key, this.lists.length);
    return this.lists.push(list) - 1;
  }
}

/** What of the reward the signals look at, in the words of the import. @param known categories of the import. */
export function rewardTraits(
  reward: Reward,
  known: readonly string[],
  categories: ListTable,
  channels: ListTable,
): RewardTraits {
  const { discountPct, amountOff, costPerUse, minSpend, type, paymentMethod, category } = reward;
  const like = likeCategories(reward, known);
  // What a discount of so many percent costs tells the price it is taken from.
  const price =
    discountPct !== undefined && costPerUse !== undefined ? (100 * costPerUse) / discountPct : minSpend;
  return {
    category,
    categories: like,
    categoryList: categories.placeOf(like),
    isForeign: like.length === 0 && known.length > 0,
    cutsPrice: discountPct !== undefined || amountOff !== undefined,
    givesPoints: type === 'Points Promotion',
    minSpend: minSpend === undefined ? Number.NaN : Math.log(minSpend),
    price: price === undefined || !(price > 0) ? Number.NaN : Math.log(price),
    payment: paymentMethod === undefined ? undefined : paymentMethodsIn(paymentMethod)[0],
    channels: reward.channels ?? [],
    channelList: channels.placeOf(reward.channels ?? []),
  };
}

/** How many of the rewards are of a category that the import knows, by its name or by a word of it. */
export function rewardsOfKnownCategories(rewards: readonly Reward[], known: readonly string[]): number {
  return rewards.filter((reward) => likeCategories(reward, known).length > 0).length;
}

function likeCategories(reward: Reward, known: readonly string[]): readonly string[] {
  const exact = known.filter((name) => sameText(name, reward.category));
  return exact.length > 0 ? exact : known.filter((name) => sharesWord(name, reward));
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
