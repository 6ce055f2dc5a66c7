import type { Persona } from '../domain/persona.ts';
import { type Random, shuffled } from '../domain/random.ts';
import { BENEFIT_KINDS, BENEFITS, type BenefitKind } from './benefits.ts';
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

/** A dislike outweighs whatever else fits, so that one reason is enough to refuse. */
const CONTRARY_STRENGTH = 8;
const DISLIKED = -1;
/** Mild beside a dislike: what is liked in one way and disliked in another is refused. */
const LIKED = 0.3;

/** Category → the interest that most of its products serve first. */
const MAIN_INTEREST: ReadonlyMap<string, string | undefined> = new Map(
  CATEGORIES.map((category) => [category, mainInterest(category)]),
);

const BENEFIT_GROUPS = [...new Set(BENEFIT_KINDS.map((kind) => BENEFITS[kind].group))];

/**
 * A strong taste that contradicts what the persona suggests: half of its interests (rounded down, one at least where it
 * has two) are ones it wants no offers about, and one of the four groups of benefits is unwelcome. Every category that
 * mainly serves such an interest is disliked; the rest is mildly liked. Which ones these are the persona does not show
 * and a history does: an offer is refused for its interest or its kind of benefit, whatever the product, so what one
 * answer tells holds for other products as well.
 */
export function contraryTaste(persona: Persona, random: Random): Taste {
  const held = shuffled(random, persona.interests);
  const tiredOf = new Set<string | undefined>(held.slice(0, Math.floor(held.length / 2)));
  const [unwelcome] = shuffled(random, BENEFIT_GROUPS);
  const own = CATEGORIES.filter((category) =>
    held.some((interest) => interest === MAIN_INTEREST.get(category)),
  );
  return {
    categories: new Map(
      own.map((category) => [category, tiredOf.has(MAIN_INTEREST.get(category)) ? DISLIKED : LIKED]),
    ),
    benefits: new Map(
      BENEFIT_KINDS.map((kind) => [kind, BENEFITS[kind].group === unwelcome ? DISLIKED : LIKED]),
    ),
    channels: new Map(),
    strength: CONTRARY_STRENGTH,
  };
}

const SPLIT_STRENGTH = 3;

/**
 * Likes half of the categories that serve the persona's interests and dislikes the other half, and so with the kinds of
 * benefit. The histories that the shipped model was trained on are of such people.
 */
export function splitTaste(persona: Persona, random: Random): Taste {
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
    strength: SPLIT_STRENGTH,
  };
}

function mainInterest(category: string): string | undefined {
  const served = PRODUCTS.filter((product) => product.category === category).map(
    ({ interests }) => interests[0],
  );
  const count = (interest: string | undefined) => served.filter((each) => each === interest).length;
  return served.reduce((most, each) => (count(each) > count(most) ? each : most), served[0]);
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
