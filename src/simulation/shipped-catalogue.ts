import type { CatalogueTerms, OfferCatalogue } from '../domain/offer-catalogue.ts';
import { textWords } from '../guardrails/text-words.ts';
import { BENEFIT_KINDS, BENEFITS } from './benefits.ts';
import { PRODUCTS } from './catalogue.ts';
import { grammarWords } from './grammar-words.ts';
import { conditionAmounts } from './offer-options.ts';
import {
  AUDIENCE_PHRASES,
  CHANNEL_PHRASES,
  CONDITION_PHRASES,
  type ConditionKind,
  GOAL_PHRASES,
} from './phrases.ts';
import type { Product } from './product.ts';

const CONDITION_KINDS = Object.keys(CONDITION_PHRASES) as ConditionKind[];

/** The simulator's catalogue as it goes with a model that was trained on it. */
export function shippedCatalogue(): OfferCatalogue {
  const terms: CatalogueTerms[] = [];
  const places = new Map<string, number>();
  const placeOf = (product: Product) => {
    const own = termsOf(product);
    const key = JSON.stringify(own);
    const known = places.get(key);
    if (known !== undefined) return known;
    places.set(key, terms.push(own) - 1);
    return terms.length - 1;
  };
  const products = PRODUCTS.map((product): [string, number] => [product.name, placeOf(product)]);
  return {
    version: 1,
    benefits: Object.fromEntries(
      BENEFIT_KINDS.map((kind) => [
        kind,
        [...BENEFITS[kind].nouns, ...BENEFITS[kind].verbs].map(({ text }) => text),
      ]),
    ),
    conditions: Object.fromEntries(CONDITION_KINDS.map((kind) => [kind, [...CONDITION_PHRASES[kind]]])),
    items: {
      gift: unique(PRODUCTS.flatMap(({ gifts }) => gifts)),
      upgrade: unique(PRODUCTS.flatMap(({ upgrades }) => upgrades)),
      feeWaiver: unique(PRODUCTS.map(({ fee }) => fee).filter((fee) => fee !== '')),
    },
    terms,
    products,
    audiences: Object.fromEntries(
      Object.entries(AUDIENCE_PHRASES).map(([interest, names]) => [
        interest,
        {
          names: [...names],
          products: PRODUCTS.flatMap(({ interests }, at) => (interests.includes(interest) ? [at] : [])),
        },
      ]),
    ),
    purposes: PRODUCTS.map(({ hook }) => hook),
    goals: Object.fromEntries(
      Object.entries(GOAL_PHRASES).map(([goal, { noun, toward, act }]) => [
        goal,
        unique([noun, toward, act]),
      ]),
    ),
    aims: Object.fromEntries(
      Object.entries(GOAL_PHRASES).map(([goal, { noun, act }]) => [
        goal,
        {
          names: [noun, act],
          products: PRODUCTS.flatMap(({ goals }, at) => (goals.includes(goal) ? [at] : [])),
        },
      ]),
    ),
    places: Object.fromEntries(Object.entries(CHANNEL_PHRASES).map(([place, names]) => [place, [...names]])),
    words: ownWords(products),
  };
}

/** Of the grammar, without the words of the names, which are told already. */
function ownWords(products: readonly (readonly [name: string, at: number])[]): string {
  const told = new Set(products.flatMap(([name]) => textWords(name)));
  return [...grammarWords()]
    .filter((word) => !told.has(word))
    .sort()
    .join(' ');
}

/** Sizes and amounts of 0 stand for none: gifts and first purchases have no number. */
function termsOf({ tier, benefits }: Product): CatalogueTerms {
  const stated = (values: readonly number[]) => values.filter((value) => value > 0);
  return {
    benefits: Object.fromEntries(
      benefits
        .filter((kind) => BENEFITS[kind].sizes[tier].length > 0)
        .map((kind) => [kind, stated(BENEFITS[kind].sizes[tier])]),
    ),
    conditions: Object.fromEntries(
      CONDITION_KINDS.map((kind) => [kind, conditionAmounts(kind, tier)] as const)
        .filter(([, amounts]) => amounts.length > 0)
        .map(([kind, amounts]) => [kind, stated(amounts)]),
    ),
  };
}

function unique(names: readonly string[]): string[] {
  return [...new Set(names)];
}
