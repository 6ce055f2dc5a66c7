import type { BenefitKind } from './benefits.ts';
import type { OfferRecord, PriceTier } from './offer-record.ts';

/** A usual price by tier, in the currency of the simulation. */
const PRICE: Readonly<Record<PriceTier, number>> = { value: 30, mid: 110, premium: 520 };
/** What a small extra costs the business by tier. */
const EXTRA: Readonly<Record<PriceTier, number>> = { value: 4, mid: 12, premium: 45 };
const POINT = 0.01;

/** Cost of one use from the size of the benefit and the price it applies to; hand-set. */
const COST: Readonly<Record<BenefitKind, (size: number, price: number, extra: number) => number>> = {
  percentOff: (size, price) => (size / 100) * price,
  moneyOff: (size) => size,
  twoForOne: (_, price) => price / 2,
  freeMonths: (size, price) => (size * price) / 12,
  feeWaiver: (_, __, extra) => 1.2 * extra,
  cashback: (size, price) => (size / 100) * price,
  points: (size) => size * POINT,
  pointsMultiplier: (size, price) => (size - 1) * price * POINT,
  // One in five vouchers is never used.
  voucher: (size) => 0.8 * size,
  welcomeBonus: (size) => size,
  rateBonus: (size) => 12 * size,
  installments: (size, price) => 0.004 * size * price,
  priceLock: (size, price) => 0.002 * size * price,
  gift: (_, __, extra) => extra,
  upgrade: (_, __, extra) => 1.3 * extra,
  freeDelivery: (_, __, extra) => 0.8 * extra,
  warranty: (size, price) => 0.02 * size * price,
  trial: (size, price) => (size / 365) * price,
  consultation: (size) => 0.6 * size,
};

/** What one use of the offer costs the business, in cents of the currency and never nothing; 0 without a benefit. */
export function costPerUse(record: OfferRecord): number {
  const { benefitKind, benefitSize, priceTier, condition } = record;
  if (benefitKind === 'none') return 0;
  const price = Math.max(PRICE[priceTier], condition?.amount ?? 0);
  const cost = COST[benefitKind](benefitSize, price, EXTRA[priceTier]);
  return Math.max(0.01, Math.round(cost * 100) / 100);
}
