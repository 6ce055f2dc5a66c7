import type { BenefitKind } from './benefits.ts';
import { formatNumber } from './grammar.ts';
import type { OfferRecord } from './offer-record.ts';

/** `{n}` is the size, `{$n}` the size as money, `{item}` the gift, upgrade or fee by name, `{p}` the product. */
const NAMES: Readonly<Record<BenefitKind, string>> = {
  percentOff: 'Flat {n}% off {p}',
  moneyOff: 'Flat {$n} off {p}',
  twoForOne: 'Two for one on {p}',
  freeMonths: '{n} months free with {p}',
  feeWaiver: 'No {item} on {p}',
  cashback: '{n}% cashback on {p}',
  points: '{n} bonus points on {p}',
  pointsMultiplier: '{n}x points on {p}',
  voucher: '{$n} voucher with {p}',
  welcomeBonus: '{$n} welcome bonus with {p}',
  rateBonus: '{n}% extra interest on {p}',
  installments: '{n} interest-free payments on {p}',
  priceLock: '{n}-month price lock on {p}',
  gift: 'Free {item} with {p}',
  upgrade: 'Free {item} with {p}',
  freeDelivery: 'Free delivery on {p}',
  warranty: '{n}-year warranty on {p}',
  trial: '{n}-day free trial of {p}',
  consultation: 'Free {n}-minute consultation on {p}',
};

/**
 * The name in the manner of a reward catalogue: `Flat 20% off hiking boots above $75 with Credit Card`. It states
 * benefit, product, least spend and payment method of the record, and nothing else.
 */
export function rewardName(record: OfferRecord): string {
  const { benefitKind, benefitSize, benefitItem = '', product, condition, paymentTieIn } = record;
  const name =
    benefitKind === 'none'
      ? product
      : NAMES[benefitKind]
          .replace('{n}', formatNumber(benefitSize))
          .replace('{$n}', () => `$${formatNumber(benefitSize)}`)
          .replace('{item}', benefitItem)
          .replace('{p}', product);
  const spend = condition?.kind === 'minSpend' ? ` above $${formatNumber(condition.amount)}` : '';
  const payment = paymentTieIn === undefined ? '' : ` with ${paymentTieIn}`;
  return `${name}${spend}${payment}`;
}
