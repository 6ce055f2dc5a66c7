import { PAYMENT_METHODS } from '../domain/payment-method.ts';
import { pick, pickWeighted, type Random } from '../domain/random.ts';
import type { RewardType } from '../domain/reward.ts';
import { BEFORE_PAYING, BENEFITS, type BenefitKind } from './benefits.ts';
import { conditionAmounts } from './offer-options.ts';
import type { OfferRecord } from './offer-record.ts';
import type { Act, Product } from './product.ts';
import { bareRecord } from './propose.ts';

/** Weight of each kind of benefit in the catalogue, where the product allows it, and the type it counts as. */
const KINDS: Readonly<Record<BenefitKind, readonly [weight: number, type: RewardType]>> = {
  percentOff: [30, 'Coupon Series'],
  moneyOff: [12, 'Coupon Series'],
  twoForOne: [4, 'Coupon Series'],
  voucher: [4, 'Coupon Series'],
  cashback: [5, 'Coupon Series'],
  points: [26, 'Points Promotion'],
  pointsMultiplier: [5, 'Points Promotion'],
  gift: [9, 'Gift'],
  upgrade: [6, 'Gift'],
  welcomeBonus: [8, 'Gift'],
  freeMonths: [5, 'Service'],
  feeWaiver: [5, 'Service'],
  rateBonus: [4, 'Service'],
  installments: [3, 'Service'],
  priceLock: [2, 'Service'],
  freeDelivery: [4, 'Service'],
  warranty: [3, 'Service'],
  trial: [4, 'Service'],
  consultation: [4, 'Service'],
};

const MIN_SPEND_SHARE = 0.45;
const PAYMENT_SHARE = 0.08;

const SPENDING_ACTS: readonly Act[] = ['buy', 'place', 'book'];
const SPEND_BENEFITS: readonly BenefitKind[] = [
  ...(['percentOff', 'moneyOff', 'voucher', 'cashback', 'points', 'pointsMultiplier'] as const),
  ...(['gift', 'freeDelivery'] as const),
];

/** Draws what a reward on the product offers: a benefit that suits it, sometimes a least spend or payment method. */
export function simulateRewardRecord(random: Random, product: Product): OfferRecord {
  const kinds = product.benefits.filter(
    (kind) =>
      BENEFITS[kind].sizes[product.tier].length > 0 &&
      (itemsOf(product, kind) === undefined || itemsOf(product, kind)?.some((item) => item !== '') === true),
  );
  const benefitKind = pickWeighted(random, kinds, (kind) => KINDS[kind][0]);
  const benefitSize = pick(random, BENEFITS[benefitKind].sizes[product.tier]);
  const items = itemsOf(product, benefitKind);
  const spends = SPENDING_ACTS.includes(product.act);
  // A threshold at which the benefit would be worth more than two fifths of the bill is no business.
  const worth = benefitKind === 'moneyOff' || benefitKind === 'voucher' ? benefitSize : 0;
  const amounts = SPEND_BENEFITS.includes(benefitKind)
    ? conditionAmounts('minSpend', product.tier).filter((amount) => worth <= 0.4 * amount)
    : [];
  const asked = spends && amounts.length > 0 && random.next() < MIN_SPEND_SHARE;
  const tied =
    spends &&
    product.act !== 'place' &&
    !BEFORE_PAYING.includes(benefitKind) &&
    random.next() < PAYMENT_SHARE;
  return {
    ...bareRecord(product),
    benefitKind,
    benefitSize,
    ...(items !== undefined && { benefitItem: pick(random, items) }),
    ...(asked && { condition: { kind: 'minSpend', amount: pick(random, amounts) } }),
    ...(tied && { paymentTieIn: pick(random, PAYMENT_METHODS) }),
  };
}

export function rewardType(record: OfferRecord): RewardType {
  return record.benefitKind === 'none' ? 'Service' : KINDS[record.benefitKind][1];
}

function itemsOf(product: Product, kind: BenefitKind): readonly string[] | undefined {
  if (kind === 'gift') return product.gifts;
  if (kind === 'upgrade') return product.upgrades;
  return kind === 'feeWaiver' ? [product.fee] : undefined;
}
