import type { Reward } from '../domain/reward.ts';
import { formatCount, formatMoney } from './format-money.ts';
import { readClaims } from './read-claims.ts';

/** A reward in running text. */
export interface RewardWords {
  /** `20% off`, `500 bonus points`; absent where the product itself is what is given. */
  readonly benefit?: string;
  /** Joins the benefit to the product: `20% off boots`, `500 bonus points on boots`. */
  readonly link: '' | 'on';
  /** What is offered; `free tea` where it is given. */
  readonly product: string;
  /** `when you spend $50 or more`, `for 800 points` */
  readonly condition?: string;
}

/** Words for the typed fields of a reward; where it has none, for what its name says in numbers. */
export function rewardWords(reward: Reward, currency: string): RewardWords {
  const { discountPct, amountOff, bonusPoints, minSpend, pointsRequired, type } = reward;
  const off = [
    discountPct ? `${formatCount(discountPct)}% off` : undefined,
    amountOff ? `${formatMoney(amountOff, currency)} off` : undefined,
  ];
  const points = bonusPoints ? `${formatCount(bonusPoints)} bonus points` : undefined;
  const stated = [...off, points].filter((part) => part !== undefined);
  const benefit = stated.length > 0 ? stated.join(' and ') : benefitInName(reward.name, currency);
  const asked = [
    minSpend ? `when you spend ${formatMoney(minSpend, currency)} or more` : undefined,
    pointsRequired ? `for ${formatCount(pointsRequired)} points` : undefined,
  ].filter((part) => part !== undefined);
  const product = cleanField(reward.product);
  const given = type === 'Gift' && !/\b(?:free|complimentary)\b/i.test(product);
  return {
    ...(benefit !== undefined && { benefit }),
    link: benefit?.endsWith(' off') ? '' : 'on',
    product: given ? `free ${product}` : product,
    ...(asked.length > 0 && { condition: asked.join(', ') }),
  };
}

/** `30% off` for `Flat 30% off on hiking boots`, and so for money, points and two for one. */
function benefitInName(name: string, currency: string): string | undefined {
  for (const { unit, value, role } of readClaims(name)) {
    if (value <= 0 || role === 'asks') continue;
    if (unit === 'percent') return `${formatCount(value)}% off`;
    if (unit === 'money') return `${formatMoney(value, currency)} off`;
    if (unit === 'points') return `${formatCount(value)} bonus points`;
    if (unit === 'times' && /points?/i.test(name)) return `${formatCount(value)}x points`;
    if (unit === 'for' && value === 2001) return 'a two-for-one deal';
  }
  return undefined;
}

/** A field of the catalogue as running text: one line, no slot, no mark that would start one. */
export function cleanField(text: string): string {
  return text
    .normalize('NFC')
    .replace(/[\p{Cc}\p{Cs}\p{Zl}\p{Zp}\u200B\u200E\u200F\u202A-\u202E\u2060-\u2069\uFEFF{}[\]<>|]/gu, ' ')
    .replace(/\s+/gu, ' ')
    .trim();
}
