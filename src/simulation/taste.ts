import type { Persona } from '../domain/persona.ts';
import { type Random, shuffled } from '../domain/random.ts';
import { BENEFIT_KINDS, type BenefitKind } from './benefits.ts';
import { PRODUCTS } from './catalogue.ts';
import type { Channel } from './offer-record.ts';

/** What a simulated customer likes beyond what the persona shows; every value from −1 to 1. */
export interface Taste {
  readonly categories: ReadonlyMap<string, number>;
  readonly benefits: ReadonlyMap<BenefitKind, number>;
  readonly channels: ReadonlyMap<Channel, number>;
  /** How much it counts beside what the persona shows; 1 for most people. */
  readonly strength: number;
}

const CATEGORIES = [...new Set(PRODUCTS.map((product) => product.category))];
const CHANNELS: readonly Channel[] = ['online', 'app', 'store'];

/** Draws a taste independently of the persona, so that only feedback can reveal it. */
export function simulateTaste(random: Random): Taste {
  const liking = <T>(items: readonly T[]): Map<T, number> =>
    new Map(items.map((item) => [item, 2 * random.next() - 1]));
  return {
    categories: liking(CATEGORIES),
    benefits: liking(BENEFIT_KINDS),
    channels: liking(CHANNELS),
    strength: 1,
  };
}

const CONTRARY_STRENGTH = 3;

/**
 * A strong taste that contradicts what the persona suggests: of the categories that serve its interests half are
 * disliked and half liked, and so it is with the kinds of benefit. Only feedback can tell which half.
 */
export function contraryTaste(persona: Persona, random: Random): Taste {
  const halves = <T>(items: readonly T[]): [T, number][] =>
    shuffled(random, items).map((item, i) => [item, i < items.length / 2 ? -1 : 1]);
  const own = CATEGORIES.filter((category) =>
    PRODUCTS.some(
      (product) =>
        product.category === category && product.interests.some((each) => persona.interests.includes(each)),
    ),
  );
  return {
    categories: new Map(halves(own)),
    benefits: new Map(halves(BENEFIT_KINDS)),
    channels: new Map(),
    strength: CONTRARY_STRENGTH,
  };
}

/** Likes what the other dislikes. */
export function oppositeTaste(taste: Taste): Taste {
  const negated = <T>(likings: ReadonlyMap<T, number>): Map<T, number> =>
    new Map([...likings].map(([item, value]) => [item, -value]));
  return {
    categories: negated(taste.categories),
    benefits: negated(taste.benefits),
    channels: negated(taste.channels),
    strength: taste.strength,
  };
}

/** A customer without hidden likes: what the persona shows is all there is. */
export const NO_TASTE: Taste = {
  categories: new Map(),
  benefits: new Map(),
  channels: new Map(),
  strength: 1,
};

/** The part of the taste that an offer touches, −1 to 1 times its strength; half category, a third benefit, the rest channel. */
export function tasteFit(
  taste: Taste,
  category: string,
  benefit: BenefitKind | 'none',
  channel?: Channel,
): number {
  const benefitLiking = benefit === 'none' ? 0 : (taste.benefits.get(benefit) ?? 0);
  const channelLiking = channel === undefined ? 0 : (taste.channels.get(channel) ?? 0);
  return (
    taste.strength *
    (0.5 * (taste.categories.get(category) ?? 0) + 0.35 * benefitLiking + 0.15 * channelLiking)
  );
}
