import { ACTIVE_PRODUCTS } from './catalogue-active.ts';
import { LIVING_PRODUCTS } from './catalogue-living.ts';
import { MIND_PRODUCTS } from './catalogue-mind.ts';
import { MONEY_PRODUCTS } from './catalogue-money.ts';
import { OUTING_PRODUCTS } from './catalogue-outings.ts';
import type { Product } from './product.ts';

/** Every product an offer may be about. Add a row to one of the tables to enlarge it. */
export const PRODUCTS: readonly Product[] = [
  ...ACTIVE_PRODUCTS,
  ...LIVING_PRODUCTS,
  ...MIND_PRODUCTS,
  ...MONEY_PRODUCTS,
  ...OUTING_PRODUCTS,
];

const BY_NAME = new Map(PRODUCTS.map((product) => [product.name, product]));

/** The product of that name; throws a RangeError for a name that is not in the catalogue. */
export function productNamed(name: string): Product {
  const product = BY_NAME.get(name);
  if (product === undefined) throw new RangeError(`No product is named "${name}".`);
  return product;
}

const BY_INTEREST = new Map<string, Product[]>();
for (const product of PRODUCTS) {
  for (const interest of product.interests) {
    BY_INTEREST.set(interest, [...(BY_INTEREST.get(interest) ?? []), product]);
  }
}

/** Products that serve the interest. */
export function productsFor(interest: string): readonly Product[] {
  return BY_INTEREST.get(interest) ?? [];
}

/** Products that serve the financial goal by their nature. */
export function productsForGoal(goal: string): readonly Product[] {
  return PRODUCTS.filter((product) => product.goals.includes(goal));
}
