import type { BenefitKind } from './benefits.ts';
import type { PriceTier } from './offer-record.ts';

/** What a customer does to get the product; decides the verbs of the text. */
export type Act =
  | 'buy'
  | 'place'
  | 'book'
  | 'subscribe'
  | 'join'
  | 'open'
  | 'apply'
  | 'insure'
  | 'enroll'
  | 'hire';

/** One row of the catalogue. */
export interface Product {
  /** Lower case as in running text, without an article. */
  readonly name: string;
  /** `one` takes an article, `many` is plural, `mass` is singular without an article. */
  readonly number: 'one' | 'many' | 'mass';
  readonly category: string;
  readonly act: Act;
  readonly tier: PriceTier;
  readonly interests: readonly string[];
  /** What it is good for, a phrase that starts with `for`. */
  readonly hook: string;
  /** Financial goals it serves by its nature. */
  readonly goals: readonly string[];
  readonly benefits: readonly BenefitKind[];
  readonly gifts: readonly string[];
  readonly upgrades: readonly string[];
  /** Name of the fee that can be waived. */
  readonly fee: string;
}

export interface ProductGroup {
  readonly category: string;
  readonly act: Act;
  readonly benefits: readonly BenefitKind[];
  readonly gifts?: readonly string[];
  readonly upgrades?: readonly string[];
  readonly fee?: string;
}

export type ProductRow = Pick<Product, 'name' | 'number' | 'tier' | 'interests' | 'hook'> &
  Partial<Pick<Product, 'act' | 'goals' | 'fee' | 'benefits' | 'gifts'>>;

type RowOptions = Partial<Pick<Product, 'act' | 'goals' | 'fee' | 'benefits' | 'gifts'>>;

function rowMaker(number: Product['number']) {
  /** `interests` and goals are separated by commas. */
  return (
    name: string,
    tier: PriceTier,
    interests: string,
    hook: string,
    options: RowOptions = {},
  ): ProductRow => ({ name, number, tier, interests: interests.split(','), hook, ...options });
}

/** A countable product in the singular: `a tent`. */
export const one = rowMaker('one');
/** A plural product: `hiking boots`. */
export const many = rowMaker('many');
/** An uncountable product: `travel insurance`. */
export const mass = rowMaker('mass');

/** The rows of one category with what they have in common. */
export function productGroup(group: ProductGroup, rows: readonly ProductRow[]): Product[] {
  return rows.map((row) => ({
    category: group.category,
    act: group.act,
    benefits: group.benefits,
    gifts: group.gifts ?? [],
    upgrades: group.upgrades ?? [],
    fee: group.fee ?? '',
    goals: [],
    ...row,
  }));
}

/** Benefits that suit things one buys. */
export const GOODS: readonly BenefitKind[] = [
  'percentOff',
  'moneyOff',
  'cashback',
  'points',
  'pointsMultiplier',
  'voucher',
  'installments',
  'gift',
  'freeDelivery',
];

/** Benefits that suit devices. */
export const DEVICES: readonly BenefitKind[] = [...GOODS, 'warranty'];

/** Benefits that suit trips, tickets and appointments. */
export const BOOKINGS: readonly BenefitKind[] = [
  'percentOff',
  'moneyOff',
  'cashback',
  'points',
  'pointsMultiplier',
  'installments',
  'upgrade',
  'gift',
  'feeWaiver',
];

/** Benefits that suit entries and rentals, where there is nothing to upgrade or to hand out. */
export const ENTRIES: readonly BenefitKind[] = BOOKINGS.filter(
  (kind) => kind !== 'upgrade' && kind !== 'gift',
);

/** Benefits that suit appointments. */
export const SESSIONS: readonly BenefitKind[] = [
  'percentOff',
  'moneyOff',
  'cashback',
  'points',
  'installments',
  'gift',
];

/** Benefits that suit orders to a shop or kitchen. */
export const ORDERS: readonly BenefitKind[] = [
  'percentOff',
  'moneyOff',
  'cashback',
  'points',
  'pointsMultiplier',
  'voucher',
  'freeDelivery',
];

/** Benefits that suit things paid by the month. */
export const PLANS: readonly BenefitKind[] = [
  'percentOff',
  'cashback',
  'points',
  'freeMonths',
  'trial',
  'priceLock',
  'feeWaiver',
];

/** Benefits that suit courses and lessons. */
export const COURSES: readonly BenefitKind[] = [
  'percentOff',
  'moneyOff',
  'cashback',
  'points',
  'installments',
  'feeWaiver',
  'gift',
];
