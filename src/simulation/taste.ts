import type { Random } from '../domain/random.ts';
import { BENEFIT_KINDS, type BenefitKind } from './benefits.ts';
import { PRODUCTS } from './catalogue.ts';
import type { Channel } from './offer-record.ts';

/** What a simulated customer likes beyond what the persona shows; every value from −1 to 1. */
export interface Taste {
  readonly categories: ReadonlyMap<string, number>;
  readonly benefits: ReadonlyMap<BenefitKind, number>;
  readonly channels: ReadonlyMap<Channel, number>;
}

const CATEGORIES = [...new Set(PRODUCTS.map((product) => product.category))];
const CHANNELS: readonly Channel[] = ['online', 'app', 'store'];

/** Draws a taste independently of the persona, so that only feedback can reveal it. */
export function simulateTaste(random: Random): Taste {
  const liking = <T>(items: readonly T[]): Map<T, number> =>
    new Map(items.map((item) => [item, 2 * random.next() - 1]));
  return { categories: liking(CATEGORIES), benefits: liking(BENEFIT_KINDS), channels: liking(CHANNELS) };
}

/** Likes what the other dislikes. */
export function oppositeTaste(taste: Taste): Taste {
  const negated = <T>(likings: ReadonlyMap<T, number>): Map<T, number> =>
    new Map([...likings].map(([item, value]) => [item, -value]));
  return {
    categories: negated(taste.categories),
    benefits: negated(taste.benefits),
    channels: negated(taste.channels),
  };
}

/** A customer without hidden likes: what the persona shows is all there is. */
export const NO_TASTE: Taste = { categories: new Map(), benefits: new Map(), channels: new Map() };

/** The part of the taste that an offer touches, −1 to 1; half category, a third benefit, the rest channel. */
export function tasteFit(
  taste: Taste,
  category: string,
  benefit: BenefitKind | 'none',
  channel?: Channel,
): number {
  const benefitLiking = benefit === 'none' ? 0 : (taste.benefits.get(benefit) ?? 0);
  const channelLiking = channel === undefined ? 0 : (taste.channels.get(channel) ?? 0);
  return 0.5 * (taste.categories.get(category) ?? 0) + 0.35 * benefitLiking + 0.15 * channelLiking;
}
