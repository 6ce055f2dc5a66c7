import type { Persona } from '../domain/persona.ts';
import type { Random } from '../domain/random.ts';
import { offerFit } from './acceptance.ts';
import { PRODUCTS, productNamed } from './catalogue.ts';
import type { CustomerKind } from './customer-kinds.ts';
import { beta, gamma, logistic } from './distributions.ts';
import type { Channel, OfferRecord } from './offer-record.ts';
import { bareRecord } from './propose.ts';
import { NO_TASTE, type Taste } from './taste.ts';
import { INTERESTS } from './vocabulary.ts';

/** How one customer buys. Hidden from whoever sees only the transactions. */
export interface BuyingHabits {
  /** Purchases a year while the customer still comes. */
  readonly ratePerYear: number;
  /** Chance of never coming back after a purchase. */
  readonly dropout: number;
  /** Stopped coming before the period began. */
  readonly lapsed: boolean;
  /** Mean of a bill before discounts. */
  readonly meanBill: number;
  /** Share of bills paid with a coupon. */
  readonly couponShare: number;
  /** Shares of {@link BOUGHT_CATEGORIES}, adding up to 1. */
  readonly categoryShares: readonly number[];
  /** Shares of {@link BUYING_CHANNELS}, adding up to 1. */
  readonly channelShares: readonly number[];
}

/** Products of these are applied for or signed, not bought at a till. */
const MONEY_CATEGORIES = [
  'Accounts',
  'Investing',
  'Cards and loans',
  'Money coaching',
  'Insurance',
  'Business',
];

export const BOUGHT_CATEGORIES: readonly string[] = [
  ...new Set(PRODUCTS.map((product) => product.category)),
].filter((category) => !MONEY_CATEGORIES.includes(category));

export const BUYING_CHANNELS: readonly Channel[] = ['store', 'online', 'app'];

/** Old customers who had stopped coming before the period. */
const LAPSED_SHARE = 0.05;

/** For each interest, the share of each category's products that serve it. */
const SERVED = new Map(
  INTERESTS.map(({ name }) => [
    name,
    BOUGHT_CATEGORIES.map((category) => {
      const all = PRODUCTS.filter((product) => product.category === category);
      return all.filter((product) => product.interests.includes(name)).length / all.length;
    }),
  ]),
);

/**
 * How much of the category is for the persona's interests, 0 to 1: the shares of its products that serve each
 * interest held, added up and cut at 1.
 */
export function categoryInterest(persona: Persona, category: string): number {
  const at = BOUGHT_CATEGORIES.indexOf(category);
  const sum = persona.interests.reduce((total, each) => total + (SERVED.get(each)?.[at] ?? 0), 0);
  return Math.min(1, sum);
}

const INTEREST_WEIGHT = 3.2;
const CATEGORY_TASTE_WEIGHT = 1.4;

function categoryShares(persona: Persona, taste: Taste): number[] {
  const held = persona.interests.map((interest) => SERVED.get(interest) ?? []);
  return shares(
    BOUGHT_CATEGORIES.map((category, at) => {
      const interest = Math.min(
        1,
        held.reduce((sum, served) => sum + (served[at] ?? 0), 0),
      );
      return INTEREST_WEIGHT * interest + CATEGORY_TASTE_WEIGHT * (taste.categories.get(category) ?? 0);
    }),
  );
}

/** Stores are the rule; the young buy more in the app. */
function channelShares(persona: Persona, taste: Taste): number[] {
  const young = Math.max(-1, Math.min(1, (42 - persona.age) / 24));
  const base: Readonly<Record<Channel, number>> = { store: 0.6, online: 0, app: 0.9 * young - 0.3 };
  return shares(BUYING_CHANNELS.map((channel) => base[channel] + 1.2 * (taste.channels.get(channel) ?? 0)));
}

/** A plain price cut, to see how a persona likes to save; the product does not matter for that. */
const PRICE_CUT: OfferRecord = {
  ...bareRecord(productNamed('air fryer')),
  benefitKind: 'percentOff',
  benefitSize: 20,
};

/** How much the persona likes paying less, about −1 to 1, as the acceptance model has it. */
export function savingLiking(persona: Persona): number {
  return offerFit(persona, NO_TASTE, PRICE_CUT).benefit;
}

/**
 * Draws how a customer buys from the kind's distributions; coupons, categories and channels follow the persona and
 * the hidden taste, the same that decide on offers.
 */
export function simulateHabits(
  random: Random,
  kind: CustomerKind,
  persona: Persona,
  taste: Taste,
): BuyingHabits {
  const { rate, bill, dropout } = kind;
  const ratePerYear = gamma(random, rate.shape, rate.mean / rate.shape);
  // Inverse gamma with the kind's mean: (between − 1) · mean / Gamma(between, 1).
  const meanBill = ((bill.between - 1) * bill.mean) / gamma(random, bill.between);
  const saving = savingLiking(persona) + 0.5 * (taste.benefits.get('percentOff') ?? 0);
  return {
    ratePerYear,
    meanBill,
    dropout: beta(random, dropout.a, dropout.b),
    lapsed: random.next() < (kind.growing ? 0 : LAPSED_SHARE),
    couponShare: logistic(kind.coupon + 1.3 * saving),
    categoryShares: categoryShares(persona, taste),
    channelShares: channelShares(persona, taste),
  };
}

/** Softmax. */
function shares(logs: readonly number[]): number[] {
  const weights = logs.map(Math.exp);
  const total = weights.reduce((sum, weight) => sum + weight, 0);
  return weights.map((weight) => weight / total);
}
