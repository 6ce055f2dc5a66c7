import type { Reward } from '../domain/reward.ts';
import { sentenceCase } from './copy-template.ts';
import type { CouponSizeName } from './coupon-size.ts';
import type { CouponSpec } from './coupon-spec.ts';
import { styleForSegment } from './coupon-styles.ts';
import { formatDate, isDate } from './format-date.ts';
import { formatCount, formatMoney } from './format-money.ts';
import { cleanField, rewardWords } from './reward-words.ts';

export interface CouponContext {
  readonly size: CouponSizeName;
  /** ISO 4217 code of the catalogue's currency. */
  readonly currency: string;
  /** Finished copy, its slots filled. */
  readonly message: string;
  readonly segment?: string;
  readonly issuer?: string;
  readonly recipient?: string;
  readonly code?: string;
  /** What the QR code says; the code where absent. */
  readonly qr?: string;
}

/** Headlines by segment, as the deck has its VIPs addressed; the reward's own words for everybody else. */
const HEADLINES: readonly (readonly [segment: string, headline: string])[] = [
  ['vip', 'Exclusive VIP offer'],
  ['frequent', 'For our regulars'],
  ['growing', 'Find a new favourite'],
  ['standard', 'A little thank-you'],
];

/** The coupon of a reward in the style of its segment. Figure, terms and expiry come from the record alone. */
export function couponForReward(reward: Reward, context: CouponContext): CouponSpec {
  const { size, currency, message, segment, issuer, recipient, code } = context;
  const figure = figureOf(reward, currency);
  const product = sentenceCase(rewardWords(reward, currency).product);
  const headline = HEADLINES.find(([name]) => segment?.toLowerCase().includes(name))?.[1];
  const terms = termsOf(reward, currency, code !== undefined);
  const qr = context.qr ?? code;
  const { validUntil } = reward;
  return {
    style: styleForSegment(segment).name,
    size,
    // Without a number to show, the thing itself is the news.
    headline: figure === undefined ? product : (headline ?? product),
    message,
    ...(figure && { figure }),
    ...(issuer !== undefined && { issuer }),
    ...(recipient !== undefined && { recipient }),
    ...(terms !== '' && { terms }),
    ...(validUntil !== undefined &&
      isDate(validUntil) && { expires: `Valid until ${formatDate(validUntil)}` }),
    ...(code !== undefined && { code }),
    ...(qr !== undefined && { qr }),
  };
}

function figureOf(reward: Reward, currency: string): CouponSpec['figure'] {
  const { discountPct, amountOff, bonusPoints } = reward;
  if (discountPct) return { value: `${formatCount(discountPct)}%`, label: 'off' };
  if (amountOff) return { value: formatMoney(amountOff, currency), label: 'off' };
  if (bonusPoints) return { value: formatCount(bonusPoints), label: 'points' };
  const { benefit } = rewardWords(reward, currency);
  const [, value, label] = /^(\d[\d.,]*%) (off|cashback)$/.exec(benefit ?? '') ?? [];
  return value && label ? { value, label } : undefined;
}

/** What the coupon depends on, in whole sentences. */
function termsOf(reward: Reward, currency: string, hasCode: boolean): string {
  const { condition } = rewardWords(reward, currency);
  const bonus = reward.discountPct || reward.amountOff ? reward.bonusPoints : undefined;
  const sentences = [
    condition && `On ${cleanField(reward.product)}, ${condition}.`,
    bonus && `With ${formatCount(bonus)} bonus points.`,
    reward.paymentMethod && `When paid with ${cleanField(reward.paymentMethod)}.`,
    hasCode && 'The code works once.',
  ];
  return sentences.filter((sentence) => typeof sentence === 'string').join(' ');
}
